# A node of a lab: Debian with the daemons of the course, and bascule's own under the same names.
# bascule builds it on first use (docs/docker.md); by hand, after `npm ci`: docker build -t bascule .
ARG BASE=debian:bookworm-slim
FROM ${BASE}
LABEL bascule.image=node

# Nothing is fetched where the base has the programs already: bascule makes such a base without a registry.
ARG PACKAGES="keepalived haproxy iproute2 psmisc procps tcpdump curl nftables ca-certificates iputils-ping nano libatomic1"
RUN dpkg-query --show ${PACKAGES} >/dev/null 2>&1 || { \
      apt-get update \
      && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends ${PACKAGES} \
      && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin; \
    }

# The run time: Node as npm brought it, and the one library that the daemons need.
COPY node_modules/node-linux-*/bin/node /opt/bascule/node/
COPY node_modules/koffi /opt/bascule/checkout/node_modules/koffi
COPY node_modules/pako /opt/bascule/checkout/node_modules/pako
COPY node_modules/@koromix /opt/bascule/checkout/node_modules/@koromix

# First on the PATH: commands named as the originals, which stay in /usr/sbin.
COPY lab/image/bin /opt/bascule/bin
COPY lab/image/wait.sh /opt/bascule/init/wait
COPY lab/runtime/netns/node-reaper.sh /opt/bascule/init/init
ENV PATH=/opt/bascule/bin:/opt/bascule/node:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

COPY package.json /opt/bascule/checkout/
COPY agent /opt/bascule/checkout/agent
COPY lab/history /opt/bascule/checkout/lab/history
COPY lab/probe /opt/bascule/checkout/lab/probe
COPY lab/node /opt/bascule/checkout/lab/node

# Compiled once, for all nodes and all starts; each of them ends at once, with its version or at a word that it does not know.
ENV NODE_COMPILE_CACHE=/opt/bascule/compiled
RUN cd /opt/bascule/checkout && for program in agent/keepalived agent/haproxy lab/node/app lab/node/probe lab/node/capture; do \
      node $program.ts --version >/dev/null 2>&1; \
    done; test -d "$NODE_COMPILE_CACHE"

CMD ["sleep", "infinity"]
