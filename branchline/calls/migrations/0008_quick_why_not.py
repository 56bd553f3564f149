"""Ask in one query what most people have: no merged record and no linked contact. Who has either is asked as before."""

from django.db import migrations

QUICK = """
ALTER FUNCTION calls_why_not(bigint, text, text) RENAME TO calls_why_not_of_several;
CREATE FUNCTION calls_why_not(who bigint, for_ text, number_ text) RETURNS text
LANGUAGE plpgsql STABLE COST 1000 AS $$
DECLARE
  plain boolean;
  marked text;
  reached boolean;
  said text;
BEGIN
  SELECT r.merged_into_id IS NULL AND NOT EXISTS (SELECT FROM people_contactlink
           WHERE resident_id = r.id AND same AND undone_at IS NULL),
         (SELECT min(CASE WHEN kind = 'deceased' THEN '1' WHEN route = '' AND purpose = '' THEN '2'
                          WHEN purpose = for_ THEN '3' WHEN route = 'phone' THEN '4' END)
            FROM people_mark WHERE lifted_at IS NULL AND resident_id = r.id),
         EXISTS (SELECT FROM people_residentroute
                   WHERE resident_id = r.id AND route IN ('phone', 'sms') AND address = number_),
         CASE WHEN for_ IN ('news', 'calls', 'research', 'stories', 'sharing')
              THEN coalesce((SELECT answer FROM people_consent WHERE purpose = for_ AND resident_id = r.id
                             ORDER BY said_at DESC, id DESC LIMIT 1), '')
              ELSE 'given' END
    INTO plain, marked, reached, said FROM people_resident r WHERE r.id = who;
  IF NOT FOUND THEN RETURN 'gone'; END IF;
  IF NOT plain THEN RETURN calls_why_not_of_several(who, for_, number_); END IF;
  RETURN CASE WHEN marked = '1' THEN 'died' WHEN marked = '2' THEN 'not_at_all' WHEN marked = '3' THEN 'not_for_this'
              WHEN marked = '4' THEN 'not_by_phone' WHEN NOT reached THEN 'no_number' WHEN said = '' THEN 'not_asked'
              WHEN said <> 'given' THEN 'said_no' END;
END $$;
"""
AS_BEFORE = """
DROP FUNCTION calls_why_not(bigint, text, text);
ALTER FUNCTION calls_why_not_of_several(bigint, text, text) RENAME TO calls_why_not;
"""


class Migration(migrations.Migration):

    dependencies = [("calls", "0007_cohorts")]

    operations = [migrations.RunSQL(QUICK, AS_BEFORE)]
