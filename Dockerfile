# One image for every command of `reko`; the API where none is named.
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN python -m pip wheel --quiet --no-deps --wheel-dir dist .
# The lock only constrains: the image holds what Reko needs to run and to import, no tools.
RUN python -m venv /opt/reko \
 && /opt/reko/bin/pip install --quiet --no-cache-dir --constraint requirements.lock \
      "$(ls dist/reko-*.whl)[import]"

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin reko \
 && install -d -o reko -g reko /data
COPY --from=build /opt/reko /opt/reko
# All that is written goes to /data: database, snapshots and compiled kernels. The root file
# system may be read-only.
ENV PATH=/opt/reko/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    NUMBA_CACHE_DIR=/data/.numba \
    REKO_API__HOST=0.0.0.0
USER reko
WORKDIR /data
VOLUME /data
EXPOSE 8080
# Where only the bot runs there is no API to ask: start it with --no-healthcheck.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('REKO_API__PORT', '8080') + '/healthz', timeout=4)"]
ENTRYPOINT ["reko"]
CMD ["api"]
