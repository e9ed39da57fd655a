-- Which claims climbed from talk towards transfer in the last 90 days?
select day, alert_id, previous_stage, stage, stage_rank, supplier_name, recipient_name, goods, difference
from published.daily_alerts
where day > current_date - 90 and change = 'climbed'
order by day desc, stage_rank desc;
