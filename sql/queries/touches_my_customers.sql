-- Which alerts touch one of my customers? Load them first: watch1718 exposure load customers.csv
select distinct on (h.alert_id, h.customer)
  h.customer, h.customer_name, h.day, h.alert_id, h.role, h.why, h.category_label, h.stage, h.severity, h.credibility
from published.exposure_hits h
order by h.alert_id, h.customer, h.day desc, h.score desc;
