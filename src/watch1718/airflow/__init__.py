"""The only package that knows Airflow: what the DAGs' tasks do, the in-process runner, the whole Airflow, the page."""
