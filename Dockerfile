# The built command, with what is needed to build it.
FROM node:20-slim AS built
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/core/package.json packages/core/
COPY packages/assay/package.json packages/assay/
COPY packages/web/package.json packages/web/
RUN npm ci
COPY tsconfig.json tsconfig.base.json ./
COPY packages packages
RUN npm run build

# What runs: the command, and the packages that are not bundled into it.
FROM node:20-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/core/package.json packages/core/
COPY packages/assay/package.json packages/assay/
COPY packages/web/package.json packages/web/
RUN npm ci --omit=dev --workspace packages/assay && npm cache clean --force
COPY packages/assay/bin packages/assay/bin
COPY --from=built /app/packages/assay/dist packages/assay/dist
ENV NODE_ENV=production

# The project is mounted at /data; what is kept of it lies in a volume of its own. Nothing runs as root.
RUN install -d -o node -g node /data /data/.assay
USER node
WORKDIR /data
VOLUME /data/.assay
EXPOSE 4180
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:4180/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/packages/assay/bin/assay.js"]
# Others can reach it there, so it starts only when there is a token: see docs/serving.md.
CMD ["serve", "--host", "0.0.0.0"]
