# One image for every component of Airflow and for the command line: docker build -t watch1718 .
ARG BASE=python:3.12-slim-bookworm

FROM ${BASE} AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1 UV_PYTHON_DOWNLOADS=never
WORKDIR /opt/watch1718
RUN python -m venv /opt/uv && /opt/uv/bin/python -m pip install --no-cache-dir --disable-pip-version-check uv==0.13.9
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN /opt/uv/bin/uv sync --frozen --no-dev --no-install-project --system-certs
COPY src ./src
COPY dags ./dags
COPY plugins ./plugins
COPY sql ./sql
RUN /opt/uv/bin/uv sync --frozen --no-dev --system-certs

FROM ${BASE}
RUN useradd --no-log-init --create-home --uid 50000 --gid 0 watch1718 \
    && install -d -o 50000 -g 0 -m 0770 /opt/airflow /var/lib/watch1718
COPY --from=build /opt/watch1718 /opt/watch1718
ENV PATH=/opt/watch1718/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    WATCH1718_HOME=/var/lib/watch1718 \
    AIRFLOW_HOME=/opt/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/watch1718/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/watch1718/plugins \
    AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION=False \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS=False
USER 50000
WORKDIR /opt/airflow
HEALTHCHECK --interval=60s --timeout=30s --start-period=60s CMD ["airflow", "db", "check"]
CMD ["watch1718", "--help"]
