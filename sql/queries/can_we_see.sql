-- Which of the last 30 days can say nothing, or not everything, and why?
select day, state, expected, read, failed, quarantined, list_verified_at, reason
from published.daily_attestation
where day > current_date - 30 and state <> 'COMPLETE'
order by day desc;
