# Every `reko` command but `import` and `demo`; without a command it runs the API. The target
# `import` adds what reads dumps, which is 150 MB: docker build --target import -t reko-import .
FROM python:3.12-slim AS build
RUN apt-get -qq update && apt-get -qq install --yes --no-install-recommends binutils >/dev/null
WORKDIR /src
ENV PIP_QUIET=1 PIP_NO_CACHE_DIR=1 PIP_NO_DEPS=1 PYTHONDONTWRITEBYTECODE=1
# The dependencies and no tools: files whose hashes are in the lock. Packages that the extra
# `import` adds are named, to be installed apart.
COPY .ci/locked.py .ci/
COPY pyproject.toml requirements.lock ./
RUN python .ci/locked.py hatchling >build.lock \
 && python .ci/locked.py 'reko[postgres,object-store,japanese]' >run.lock \
 && python .ci/locked.py polars zstandard >import.lock \
 && python -m pip install --only-binary :all: --require-hashes --requirement build.lock \
 && python -m venv --without-pip /opt/reko \
 && python -m pip --python /opt/reko/bin/python install --no-compile --only-binary :all: --require-hashes --requirement run.lock \
 && python -m pip install --no-compile --only-binary :all: --require-hashes --requirement import.lock --target /opt/reko-import
# No tests, no headers, no symbols for debuggers, no locales but those the bot speaks, and of SciPy
# what is used: compile_used.py imports all of Reko, so it fails below if something is missing. The
# libraries in *.libs are not stripped: auditwheel changed their layout, which strip can break.
RUN find /opt/reko /opt/reko-import -type d -name tests -prune -exec rm -r {} + \
 && find /opt/reko /opt/reko-import -name '*.so*' ! -path '*.libs/*' -exec strip --strip-unneeded {} + \
 && find /opt/reko/lib -type f -name '*.[ahc]' -delete -o -type f -name '*.p[xy][dix]' -delete \
 && find /opt/reko/lib/*/site-packages/babel/locale-data -name '*.dat' \
      ! -name 'root.dat' ! -name 'en*' ! -name 'de*' ! -name 'es*' ! -name 'fr*' ! -name 'ja*' ! -name 'pt*' -delete \
 && cd /opt/reko/lib/*/site-packages/scipy \
 && rm -r cluster fft integrate interpolate io odr optimize signal spatial stats
COPY . .
RUN python -m pip wheel --no-index --no-build-isolation --wheel-dir dist . \
 && python -m pip --python /opt/reko/bin/python install --no-compile --no-index dist/reko-*.whl \
 && /opt/reko/bin/python .ci/compile_used.py

FROM python:3.12-slim AS serve
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
# Compiles the engine's kernels (20 s), for the processor of this machine; on another, or where /data
# is no new volume, the first start compiles them.
RUN python -m reko_demo.warm_up
VOLUME /data
EXPOSE 8080
# A container with the bot alone has no API to check: start it with --no-healthcheck.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('REKO_API__PORT', '8080') + '/healthz', timeout=4)"]
ENTRYPOINT ["reko"]
CMD ["api"]

FROM serve AS import
COPY --from=build /opt/reko-import /opt/reko-import
ENV PYTHONPATH=/opt/reko-import
ENTRYPOINT ["reko", "import"]
CMD ["--help"]

# What `docker build` makes unless another target is named.
FROM serve
