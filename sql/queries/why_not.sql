-- What was read and is no alert, by reason, in the newest edition?
select why_not, reason, count(*) as documents, min(title) as for_example
from published.not_alerts
where day = (select max(day) from published.daily_attestation where edition is not null)
group by why_not, reason
order by documents desc;
