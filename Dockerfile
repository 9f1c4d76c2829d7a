# Debian rather than Alpine: the embedded PostgreSQL needs glibc.
# docker build -t punctual . && docker run -p 3000:3000 -v punctual:/data punctual

FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=optional
COPY . .
RUN node scripts/build-web-client.ts
# The client is built: what built and tested it can go.
RUN npm prune --omit=dev --include=optional --ignore-scripts

FROM node:26-slim
ENV NODE_ENV=production HOST=0.0.0.0 PUNCTUAL_DATA=/data
WORKDIR /app
# Root's, so that the server cannot change its own code.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/src ./src
COPY --from=build /app/sandbox ./sandbox
COPY --from=build /app/sql ./sql
COPY --from=build /app/scripts ./scripts
COPY --from=build /app/web/dist ./web/dist
# Without a volume over it, too, the data folder belongs to who runs the server.
RUN install -d -o node -g node -m 0711 /data
VOLUME /data
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --start-period=60s --interval=30s --timeout=5s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# node itself, not npm, which would keep the signal to stop to itself.
CMD ["node", "src/main/start.ts"]
