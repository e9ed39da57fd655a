-- Which alerts name one of my customers? Put your own references and IMO numbers into the first lines.
with customer (name, listed_ref, vessel_imo) as (
  values ('Example Trading', 'KPe.001', null), ('Example Shipping', null, '9999993')
)
select distinct on (p.alert_id, c.name) c.name, p.alert_id, p.day, p.role, p.party_name, p.listed_ref, p.vessel_imo
from customer c
join published.alert_parties p on p.listed_ref = c.listed_ref or p.vessel_imo = c.vessel_imo
order by p.alert_id, c.name, p.day desc;
