"""What comes again and what is open to drop in, as Open Referral UK 3 has services: for councils' directories.

The standard: https://docs.openreferraluk.org (HSDS 3 with the UK's profile). A rhyme time each Tuesday is a
service with a schedule; a talk that has to be booked once is none.
"""
