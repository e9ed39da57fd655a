-- Which paragraphs are touched most often this year, and are their numbers confirmed?
select symbol, paragraph, force, bool_and(confirmed) as confirmed,
       count(distinct alert_id) as alerts, count(distinct alert_id) filter (where ruling = 'prohibited') as prohibited
from published.alert_paragraphs
where day >= date_trunc('year', current_date)
group by symbol, paragraph, force
order by alerts desc, symbol, paragraph;
