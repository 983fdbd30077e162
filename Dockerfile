# One image for every `reko` command; without a command it runs the API.
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
# The runtime dependencies and those of `reko import`, no tools: files whose hashes are in the lock.
# The demo's community is in the wheel (0.2 MB), so `reko demo` works, too.
ENV PIP_QUIET=1 PIP_NO_CACHE_DIR=1 PIP_NO_DEPS=1
RUN python .ci/locked.py hatchling >build.lock && python .ci/locked.py 'reko[import]' >run.lock \
 && python -m pip install --only-binary :all: --require-hashes --requirement build.lock \
 && python -m pip wheel --no-index --no-build-isolation --wheel-dir dist . \
 && python -m venv /opt/reko \
 && /opt/reko/bin/pip install --only-binary :all: --require-hashes --requirement run.lock \
 && /opt/reko/bin/pip install --no-index dist/reko-*.whl

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin reko \
 && install -d -o reko -g reko /data
COPY --from=build /opt/reko /opt/reko
# Everything is written to /data: database, snapshots and compiled kernels. The root file system
# may be read-only.
ENV PATH=/opt/reko/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    NUMBA_CACHE_DIR=/data/.numba \
    REKO_API__HOST=0.0.0.0
USER reko
WORKDIR /data
VOLUME /data
EXPOSE 8080
# A container with the bot alone has no API to check: start it with --no-healthcheck.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('REKO_API__PORT', '8080') + '/healthz', timeout=4)"]
ENTRYPOINT ["reko"]
CMD ["api"]
