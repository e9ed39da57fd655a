-- Which claims are denied, by whom, and who stands by them?
select distinct on (alert_id) alert_id, day, stance, said_by, denied_by, credibility, publishers, quote
from published.daily_alerts
where denied_by is not null and denied_by <> ''
order by alert_id, day desc;
