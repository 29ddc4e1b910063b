# The service as a small image without root. Build: docker build -t yingshang .
FROM rust:1.95-slim-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev libssl-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package yingshang-api --features postgres-tls \
    && install -D target/release/yingshang /out/yingshang

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libssl3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin yingshang \
    # A new volume takes the owner of the folder that it is mounted on.
    && install -d -m 0750 -o yingshang -g yingshang /var/lib/yingshang
COPY --from=build /out/yingshang /usr/local/bin/yingshang
COPY LICENSE /usr/share/doc/yingshang/LICENSE
USER 10001:10001
ENV YINGSHANG_LISTEN=0.0.0.0:8080 \
    YINGSHANG_DATA_DIR=/var/lib/yingshang
VOLUME /var/lib/yingshang
EXPOSE 8080
STOPSIGNAL SIGTERM
# bash speaks HTTP well enough to ask; the image needs no client for it.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["yingshang"]
CMD ["serve"]
