create view published.cap_usage with (security_barrier) as
select
  w.origin,
  c.edition,
  c.day,
  u.measure_id,
  u.paragraph,
  u.category,
  u.period_from,
  u.period_to,
  u.unit,
  u.reported,
  u.ceiling,
  u.share,
  u.alerts,
  u.over_end,
  u.documents,
  u.publishers
from ledger.current_edition c
join ledger.edition_cap_usage u on u.edition = c.edition
cross join ledger.world w;

comment on view published.cap_usage is 'Edition, ceiling, period and unit: deliveries reported so far against what the law lets pass. A sum of what is reported, not of what was delivered.';
comment on column published.cap_usage.origin is 'World of the row: live, or rehearsal (invented news).';
comment on column published.cap_usage.edition is 'Edition that the row was published in: day/number; a higher number corrects the day.';
comment on column published.cap_usage.day is 'UTC day of the edition; the sum holds all that was known at its cut-off.';
comment on column published.cap_usage.measure_id is 'Measure that sets the ceiling, one duty of one paragraph: S/RES/2397-5.';
comment on column published.cap_usage.paragraph is 'The same in short: 2397 ¶5, with a question mark where the number is not confirmed.';
comment on column published.cap_usage.category is 'Key of the kind of conduct that the ceiling is for.';
comment on column published.cap_usage.period_from is 'First day of the period: 1 January, or the day from which the paragraph counts its twelve months.';
comment on column published.cap_usage.period_to is 'Last day of the period.';
comment on column published.cap_usage.unit is 'Unit of the sum. Barrels and tons are never turned into one another; a unit without a ceiling stands in a row of its own.';
comment on column published.cap_usage.reported is 'Sum of the reported amounts: of each alert the largest stated as delivered by a claim that still stands, once. Denied and dismissed ones are left out.';
comment on column published.cap_usage.ceiling is 'What the law lets pass in the period, in this unit; null where it gives no figure in it.';
comment on column published.cap_usage.share is 'Reported over ceiling, 1 for all of it; null without a ceiling in this unit.';
comment on column published.cap_usage.alerts is 'Alerts in the sum; 0 where nothing was reported for the running period. They stand in cap_deliveries.';
comment on column published.cap_usage.over_end is 'Those among them whose dates run past the end of the period: they may belong in part to the next one.';
comment on column published.cap_usage.documents is 'Documents that say so, each once.';
comment on column published.cap_usage.publishers is 'Publishers that say so, each once.';
