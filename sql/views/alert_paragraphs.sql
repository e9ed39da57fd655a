create view published.alert_paragraphs with (security_barrier) as
select
  w.origin,
  c.edition,
  c.day,
  m.alert_id,
  m.measure_id,
  m.rank,
  m.symbol,
  m.paragraph,
  m.force,
  m.ruling,
  m.in_force_from,
  m.confirmed,
  m.reason
from ledger.current_edition c
join ledger.edition_paragraph m on m.edition = c.edition
cross join ledger.world w;

comment on view published.alert_paragraphs is 'Edition, alert and measure: the paragraphs that an alert touches.';
comment on column published.alert_paragraphs.origin is 'World of the row: live, or rehearsal (invented news).';
comment on column published.alert_paragraphs.edition is 'Edition that the row was published in: day/number; a higher number corrects the day.';
comment on column published.alert_paragraphs.day is 'UTC day of the edition: what became known from one cut-off to the next.';
comment on column published.alert_paragraphs.alert_id is 'Alert, as in daily_alerts.';
comment on column published.alert_paragraphs.measure_id is 'Measure, one duty of one paragraph: S/RES/1718-8b.';
comment on column published.alert_paragraphs.rank is '1 fits best.';
comment on column published.alert_paragraphs.symbol is 'Symbol of the resolution: S/RES/1718 (2006).';
comment on column published.alert_paragraphs.paragraph is 'Operative paragraph, with a question mark where the number is not confirmed.';
comment on column published.alert_paragraphs.force is 'Strength of the wording of the paragraph.';
comment on column published.alert_paragraphs.ruling is 'What the measure says of the claim: prohibited, urged, capped, exempt, not_in_force, outside.';
comment on column published.alert_paragraphs.in_force_from is 'Day from which the measure binds.';
comment on column published.alert_paragraphs.confirmed is 'Whether the paragraph number was held against the resolution itself.';
comment on column published.alert_paragraphs.reason is 'Why, in one English sentence.';
