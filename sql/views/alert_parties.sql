create view published.alert_parties with (security_barrier) as
select
  w.origin,
  c.edition,
  c.day,
  p.alert_id,
  p.role,
  p.party_id,
  p.party_kind,
  p.party_name,
  p.party_country,
  p.listed_ref,
  p.vessel_imo
from ledger.current_edition c
join ledger.edition_party p on p.edition = c.edition
cross join ledger.world w;

comment on view published.alert_parties is 'Edition, alert, party and role: join a customer table here.';
comment on column published.alert_parties.origin is 'World of the row: live, or rehearsal (invented news).';
comment on column published.alert_parties.edition is 'Edition that the row was published in: day/number; a higher number corrects the day.';
comment on column published.alert_parties.day is 'UTC day of the edition: what became known from one cut-off to the next.';
comment on column published.alert_parties.alert_id is 'Alert, as in daily_alerts.';
comment on column published.alert_parties.role is 'What the party does: supplier, recipient, broker, carrier, flag, port, bank, end_user, location, named.';
comment on column published.alert_parties.party_id is 'Stable id: state:RU, un:KPe.001, imo:8133138, name:<folded name>.';
comment on column published.alert_parties.party_kind is 'state, body, person, firm, vessel, port, bank, unknown or nobody.';
comment on column published.alert_parties.party_name is 'Name as written or listed.';
comment on column published.alert_parties.party_country is 'Country: ISO 3166 alpha-2; XX where not said.';
comment on column published.alert_parties.listed_ref is 'Reference number on the UN list; null where not listed.';
comment on column published.alert_parties.vessel_imo is 'IMO number of a vessel; null otherwise.';
