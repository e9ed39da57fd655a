create view published.exposure_hits with (security_barrier) as
select
  w.origin,
  c.edition,
  c.day,
  h.alert_id,
  h.customer,
  u.name as customer_name,
  h.role,
  h.party_id,
  p.party_name,
  h.basis,
  h.score,
  h.why,
  a.category,
  a.category_label,
  a.stage,
  a.stage_rank,
  a.severity,
  a.credibility,
  a.change,
  a.reason,
  a.disposition
from ledger.current_edition c
join ledger.exposure_hit h on h.edition = c.edition
join ledger.customer u on u.id = h.customer
join ledger.edition_party p
  on p.edition = h.edition and p.alert_id = h.alert_id and p.role = h.role and p.party_id = h.party_id
join ledger.edition_alert a on a.edition = h.edition and a.alert_id = h.alert_id
cross join ledger.world w;

comment on view published.exposure_hits is 'Edition, alert, customer and party: alerts that touch a customer of yours, with the match explained.';
comment on column published.exposure_hits.origin is 'World of the row: live, or rehearsal (invented news).';
comment on column published.exposure_hits.edition is 'Edition that the row was published in: day/number; a higher number corrects the day.';
comment on column published.exposure_hits.day is 'UTC day of the edition: what became known from one cut-off to the next.';
comment on column published.exposure_hits.alert_id is 'Alert, as in daily_alerts.';
comment on column published.exposure_hits.customer is 'Your own key of the customer, as loaded.';
comment on column published.exposure_hits.customer_name is 'The customer, as loaded.';
comment on column published.exposure_hits.role is 'What the party does in the alert: supplier, recipient, broker, carrier, flag, port, bank, end_user, location, named.';
comment on column published.exposure_hits.party_id is 'The party, as in alert_parties.';
comment on column published.exposure_hits.party_name is 'Name of the party as written or listed.';
comment on column published.exposure_hits.basis is 'What matched: imo, listed_ref or name.';
comment on column published.exposure_hits.score is 'How alike, of 100; 100 where a number matched.';
comment on column published.exposure_hits.why is 'The match in words.';
comment on column published.exposure_hits.category is 'Key of the kind of conduct.';
comment on column published.exposure_hits.category_label is 'The kind of conduct in words.';
comment on column published.exposure_hits.stage is 'How far along, as in daily_alerts.';
comment on column published.exposure_hits.stage_rank is 'Stage as a number to sort by.';
comment on column published.exposure_hits.severity is 'How grave if true: 1 to 5, 5 the gravest.';
comment on column published.exposure_hits.credibility is 'How far to believe it, Admiralty code.';
comment on column published.exposure_hits.change is 'What changed since the last edition.';
comment on column published.exposure_hits.reason is 'One English sentence: why this is an alert.';
comment on column published.exposure_hits.disposition is 'The last decision of an analyst, as of this edition.';
