import branchline.core.ids
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from branchline.core.walls import PrivateWall, SameService

# A step is only added: it moves the referral it is about from one state to the next, and nothing else does.
# A step that does not follow from the state at that moment is refused; whoever adds one waits for the row.
STEPS = """
CREATE FUNCTION referrals_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before text;
    after text;
    begun boolean;
BEGIN
    SELECT state INTO before FROM referrals_referral WHERE id = NEW.referral_id FOR UPDATE;
    SELECT EXISTS (SELECT FROM referrals_referralevent WHERE referral_id = NEW.referral_id) INTO begun;
    after := CASE
        WHEN NEW.kind = 'made' THEN CASE WHEN before = 'draft' AND NOT begun THEN 'draft' END
        WHEN NOT begun THEN NULL
        WHEN NEW.kind = 'sent' AND before = 'draft' THEN 'sent'
        WHEN NEW.kind = 'chased' AND before IN ('sent', 'accepted') THEN before
        WHEN NEW.kind = 'accepted' AND before = 'sent' THEN 'accepted'
        WHEN NEW.kind = 'declined' AND before IN ('sent', 'accepted') THEN 'declined'
        WHEN NEW.kind = 'done' AND before = 'accepted' THEN 'done'
        WHEN NEW.kind = 'withdrawn' AND before IN ('draft', 'sent', 'accepted', 'done') THEN 'withdrawn'
        WHEN NEW.kind = 'felt' AND before IN ('sent', 'accepted', 'done')
            THEN CASE WHEN NEW.felt = 'yes' THEN 'closed' ELSE before END
    END;
    IF after IS NULL THEN
        RAISE EXCEPTION 'a referral that is % can not be %', before, NEW.kind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'referrals_step_in_order';
    END IF;
    UPDATE referrals_referral
       SET state = after,
           state_since = CASE WHEN after = before THEN state_since ELSE NEW.at END,
           felt = CASE WHEN NEW.kind = 'felt' THEN NEW.felt ELSE felt END,
           felt_at = CASE WHEN NEW.kind = 'felt' THEN NEW.at ELSE felt_at END
     WHERE id = NEW.referral_id;
    RETURN NEW;
END $$;
CREATE TRIGGER referrals_step BEFORE INSERT ON referrals_referralevent
    FOR EACH ROW EXECUTE FUNCTION referrals_step();

CREATE FUNCTION referrals_state_by_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND (NEW.state, NEW.felt) IS DISTINCT FROM ('draft', '')
        OR TG_OP = 'UPDATE' AND pg_trigger_depth() < 2
            AND (NEW.state, NEW.felt, NEW.felt_at) IS DISTINCT FROM (OLD.state, OLD.felt, OLD.felt_at)
    THEN
        RAISE EXCEPTION 'the state of a referral follows from its steps'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'referrals_state_by_steps';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER referrals_state_by_steps BEFORE INSERT OR UPDATE ON referrals_referral
    FOR EACH ROW EXECUTE FUNCTION referrals_state_by_steps();

CREATE FUNCTION referrals_steps_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM referrals_referral WHERE id = OLD.referral_id) THEN
        RAISE EXCEPTION 'a step goes only with its referral'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'referrals_steps_stay';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER referrals_steps_stay AFTER DELETE ON referrals_referralevent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION referrals_steps_stay();

REVOKE UPDATE ON referrals_referralevent FROM branchline_web;
GRANT UPDATE (by_id) ON referrals_referralevent TO branchline_web;
"""
TAKEN_AWAY = """
DROP TRIGGER referrals_steps_stay ON referrals_referralevent;
DROP TRIGGER referrals_state_by_steps ON referrals_referral;
DROP TRIGGER referrals_step ON referrals_referralevent;
DROP FUNCTION referrals_steps_stay(), referrals_state_by_steps(), referrals_step();
"""


class Migration(migrations.Migration):
    """The room: offers of partners, referrals, and the steps that move them."""

    initial = True

    dependencies = [
        ('people', '0001_room'),
        ('places', '0002_data_licence'),
    ]

    operations = [
        migrations.CreateModel(
            name='PartnerOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('name', models.CharField(blank=True, help_text='of a body outside; a partner has its own', max_length=120)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('groceries', 'Food and shopping'), ('benefits', 'Benefits and money'), ('hearing', 'Hearing'), ('sight', 'Sight'), ('digital', 'Help with phones and computers'), ('company', 'Company'), ('transport', 'Getting about'), ('home', 'Home, repairs and warmth'), ('carers', 'Help for carers'), ('learning', 'Learning'), ('calls', 'Friendly phone calls'), ('devices', 'A tablet or laptop to borrow'), ('other', 'Something else')], max_length=12), size=None)),
                ('answer_days', models.PositiveSmallIntegerField(default=5, help_text='working days')),
                ('email', models.EmailField(blank=True, help_text='where new referrals are announced', max_length=254)),
                ('telephone', models.CharField(blank=True, help_text='digits, see core.telephones', max_length=11)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('language', models.CharField(default='en', max_length=2)),
                ('words', models.CharField(blank=True, help_text='what they do, and for whom', max_length=300)),
                ('listed', models.BooleanField(default=True)),
                ('made_at', models.DateTimeField()),
                ('ended_on', models.DateField(help_text='the first day on which they take nobody', null=True)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('direction', models.CharField(choices=[('out', 'From the library to a partner'), ('in', 'To the library')], default='out', max_length=3)),
                ('from_room', models.CharField(blank=True, help_text='calls', max_length=20)),
                ('from_key', models.CharField(blank=True, help_text='need:k7mp2x9d3f', max_length=60)),
                ('to_room', models.CharField(blank=True, help_text='of ours, when it comes in', max_length=20)),
                ('kind', models.CharField(choices=[('groceries', 'Food and shopping'), ('benefits', 'Benefits and money'), ('hearing', 'Hearing'), ('sight', 'Sight'), ('digital', 'Help with phones and computers'), ('company', 'Company'), ('transport', 'Getting about'), ('home', 'Home, repairs and warmth'), ('carers', 'Help for carers'), ('learning', 'Learning'), ('calls', 'Friendly phone calls'), ('devices', 'A tablet or laptop to borrow'), ('other', 'Something else')], max_length=12)),
                ('words', models.TextField(blank=True, help_text='for the partner', max_length=1000)),
                ('urgency', models.CharField(choices=[('usual', 'In the usual time'), ('urgent', 'Urgent: by the next working day')], default='usual', max_length=6)),
                ('share', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('name', 'Their full name'), ('telephone', 'Their telephone number'), ('email', 'Their email address'), ('address', 'Their address'), ('needs', 'What they need to understand people')], max_length=9), default=list, size=None)),
                ('consent_how', models.CharField(blank=True, choices=[('telephone', 'On the telephone'), ('in_person', 'In person'), ('written', 'In writing')], max_length=9)),
                ('state', models.CharField(choices=[('draft', 'Not sent yet'), ('sent', 'Waiting for an answer'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('done', 'Done, says the partner'), ('withdrawn', 'Withdrawn'), ('closed', 'It happened, says the person')], default='draft', max_length=9)),
                ('state_since', models.DateTimeField()),
                ('felt', models.CharField(blank=True, choices=[('yes', 'Yes, it happened'), ('partly', 'Partly'), ('no', 'No')], max_length=6)),
                ('felt_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('due_on', models.DateField(help_text='an answer was promised by the end of this day', null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('chase_on', models.DateField(help_text='from this day a person asks the partner', null=True)),
                ('consent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.consent')),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.contact')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='referrals.partneroffer')),
                ('organisation', models.ForeignKey(help_text='the partner whose people may see it: to whom, or from whom', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('resident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.resident')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
        ),
        migrations.CreateModel(
            name='ReferralEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('kind', models.CharField(choices=[('made', 'Made'), ('sent', 'Sent'), ('chased', 'Reminded'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('done', 'Done, says the partner'), ('felt', 'The person was asked whether it happened'), ('withdrawn', 'Withdrawn')], max_length=9)),
                ('at', models.DateTimeField()),
                ('by_partner', models.BooleanField(default=False, help_text='said by the partner, not by us')),
                ('channel', models.CharField(max_length=10)),
                ('note', models.CharField(blank=True, help_text='of no: why', max_length=500)),
                ('instead', models.CharField(blank=True, help_text='of no: what else helps', max_length=500)),
                ('felt', models.CharField(blank=True, choices=[('yes', 'Yes, it happened'), ('partly', 'Partly'), ('no', 'No')], max_length=6)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='referrals.referral')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.AddConstraint(
            model_name='partneroffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), models.Q(('name', ''), _negated=True)), models.Q(('name', ''), ('organisation__isnull', False)), _connector='OR'), name='referrals_offer_of_somebody'),
        ),
        migrations.AddConstraint(
            model_name='partneroffer',
            constraint=models.CheckConstraint(condition=models.Q(('organisation__isnull', False), models.Q(('email', ''), _negated=True), models.Q(('telephone', ''), _negated=True), models.Q(('address', ''), _negated=True), _connector='OR'), name='referrals_offer_can_be_reached'),
        ),
        migrations.AddConstraint(
            model_name='partneroffer',
            constraint=models.CheckConstraint(condition=models.Q(('answer_days__range', (1, 60))), name='referrals_offer_days'),
        ),
        migrations.AddConstraint(
            model_name='partneroffer',
            constraint=models.CheckConstraint(condition=models.Q(('kinds', []), _negated=True), name='referrals_offer_for_something'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['service', 'state', 'due_on'], name='referrals_referral_due'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['organisation', 'state'], name='referrals_referral_theirs'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['resident'], name='referrals_referral_resident'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['contact'], name='referrals_referral_contact'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['service', '-made_at', '-id'], name='referrals_referral_newest'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('contact__isnull', True), ('resident__isnull', False)), models.Q(('contact__isnull', False), ('resident__isnull', True)), _connector='OR'), name='referrals_referral_of_one_person'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('direction', 'out'), ('offer__isnull', False), ('to_room', '')), models.Q(('direction', 'in'), ('offer__isnull', True), models.Q(('to_room', ''), _negated=True)), _connector='OR'), name='referrals_referral_goes_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('state', 'withdrawn'), models.Q(('due_on__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='referrals_referral_promised'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('direction', 'in'), ('sent_at__isnull', True), models.Q(('consent__isnull', False), models.Q(('consent_how', ''), _negated=True)), _connector='OR'), name='referrals_referral_agreed'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('felt', 'yes'), _connector='OR'), name='referrals_referral_closed_felt'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('felt', ''), ('felt_at__isnull', True)), models.Q(models.Q(('felt', ''), _negated=True), ('felt_at__isnull', False)), _connector='OR'), name='referrals_referral_felt_when'),
        ),
        migrations.AddIndex(
            model_name='referralevent',
            index=models.Index(fields=['referral', 'id'], name='referrals_event_timeline'),
        ),
        migrations.AddConstraint(
            model_name='referralevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'felt'), models.Q(('felt', ''), _negated=True)), models.Q(models.Q(('kind', 'felt'), _negated=True), ('felt', '')), _connector='OR'), name='referrals_event_felt'),
        ),
        migrations.AddConstraint(
            model_name='referralevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'felt'), _negated=True), ('by_partner', False), _connector='OR'), name='referrals_event_felt_not_by_partner'),
        ),
        migrations.AddConstraint(
            model_name='referralevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'declined'), _negated=True), models.Q(models.Q(('note', ''), _negated=True), models.Q(('instead', ''), _negated=True)), _connector='OR'), name='referrals_event_no_says_why'),
        ),
        PrivateWall('referrals_partneroffer'),
        PrivateWall('referrals_referral'),
        PrivateWall('referrals_referralevent'),
        SameService(child='referrals_referral', parent='referrals_partneroffer', column='offer_id'),
        SameService(child='referrals_referral', parent='people_resident', column='resident_id'),
        SameService(child='referrals_referral', parent='people_contact', column='contact_id'),
        SameService(child='referrals_referral', parent='people_consent', column='consent_id'),
        SameService(child='referrals_referralevent', parent='referrals_referral', column='referral_id'),
        migrations.RunSQL(STEPS, TAKEN_AWAY),
    ]
