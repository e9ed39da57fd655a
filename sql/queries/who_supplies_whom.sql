-- Who is said to move what to whom this year, how far along at most, and how often?
select supplier_country, recipient_country, category_label,
       count(distinct alert_id) as alerts, max(stage_rank) as furthest_stage, max(severity) as severity
from published.daily_alerts
where day >= date_trunc('year', current_date)
group by supplier_country, recipient_country, category_label
order by severity desc, alerts desc;
