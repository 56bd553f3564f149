"""What must add up in generated people, counted again in SQL over all services."""

from branchline.core.generating import LARGEST, read

WRONG = {
    "{} words of residents’ names find nobody": """
        SELECT count(*) FROM people_resident r, unnest(string_to_array(r.sort_name, ' ')) word
        WHERE r.merged_into_id IS NULL AND NOT EXISTS (SELECT FROM people_residentkey k
            WHERE k.resident_id = r.id AND k.sort = 'name' AND k.key = word)""",
    "{} dates of birth find nobody": """
        SELECT count(*) FROM people_resident r
        WHERE r.merged_into_id IS NULL AND r.born_on IS NOT NULL AND NOT EXISTS (
            SELECT FROM people_residentkey k
            WHERE k.resident_id = r.id AND k.sort = 'birth' AND k.key = r.born_on::text)""",
    "{} postcodes find nobody": """
        SELECT count(*) FROM people_resident r
        WHERE r.merged_into_id IS NULL AND r.postcode <> '' AND NOT EXISTS (
            SELECT FROM people_residentkey k
            WHERE k.resident_id = r.id AND k.sort = 'postcode' AND k.key = replace(r.postcode, ' ', ''))""",
    "{} email addresses and telephone numbers find nobody": """
        SELECT count(*) FROM people_residentroute a JOIN people_resident r ON r.id = a.resident_id
        WHERE r.merged_into_id IS NULL AND a.route <> 'letter' AND NOT EXISTS (
            SELECT FROM people_residentkey k
            WHERE k.resident_id = a.resident_id AND k.sort = 'route' AND k.key = a.address)""",
    "{} library cards find nobody": """
        SELECT count(*) FROM people_externalid e JOIN people_resident r ON r.id = e.resident_id
        WHERE r.merged_into_id IS NULL AND NOT EXISTS (
            SELECT FROM people_residentkey k
            WHERE k.resident_id = e.resident_id AND k.sort = 'card' AND k.key = lower(e.value))""",
    "{} residents are not in the ledger": """
        SELECT count(*) FROM people_resident r LEFT JOIN core_happening h
            ON h.kind = 'people.resident_added' AND h.service_id = r.service_id
            AND h.links ->> 'resident_record' = r.public_id
        WHERE h.id IS NULL""",
    "{} answers about consent are missing from the ledger, or are there without a row": """
        SELECT coalesce(sum(abs(n)), 0)::bigint FROM (SELECT sum(n) n FROM (
            SELECT service_id, purpose, answer, count(*) n FROM people_consent GROUP BY 1, 2, 3
            UNION ALL SELECT service_id, links ->> 'purpose', links ->> 'answer', -count(*)
            FROM core_happening WHERE kind = 'people.consent_said' GROUP BY 1, 2, 3) both_sides
        GROUP BY service_id, purpose, answer) gaps""",
    "{} pseudonyms of residents are not the ones in the ledger": """
        SELECT count(*) FROM core_pseudonym p JOIN people_resident r
            ON p.person = 'resident:' || r.id AND p.service_id = r.service_id
        WHERE NOT EXISTS (SELECT FROM core_happening h WHERE h.pseudonym = p.name
            AND h.service_id = p.service_id)""",
}
SIZES = """
    SELECT max(n)::float / percentile_cont(0.5) WITHIN GROUP (ORDER BY n)
    FROM (SELECT count(*) n FROM people_resident GROUP BY service_id HAVING count(*) > 0) sizes
"""
ABOUT = 0.2
"""By how much people who were there before may change the ratio."""


def consistent() -> list[str]:
    """Sentences about what does not add up."""
    found = [(sentence, read(sql)[0][0]) for sentence, sql in WRONG.items()]
    wrong = [sentence.format(count) for sentence, count in found if count]
    ratio = read(SIZES)[0][0]
    if ratio is not None and abs(ratio / LARGEST - 1) > ABOUT:
        wrong.append(f"the largest service has {ratio:.1f} times the median, not {LARGEST:.0f}")
    return wrong
