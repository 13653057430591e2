#!/bin/bash
# Nightly: loads a layer of the atlas into PostGIS, serves it by MapServer behind nginx as docs/deploy/office says, and
# reads it back by `atlas pull` as WFS and as OGC API Features. Counts and geometry must be equal.
# Needs a Debian 12 of its own, as root: it installs packages and takes ports 5432 and 8090 of the loopback.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
if [ "${1:-}" = install ]; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    cgi-mapserver nginx-light fcgiwrap postgresql postgresql-15-postgis-3 gdal-bin
fi
work=$(mktemp -d)
data=$work/pg
bin=/usr/lib/postgresql/15/bin
chmod 755 "$work"
mkdir "$data" && chown postgres "$data"
stop() {
  nginx -c "$work/nginx.conf" -s stop 2>/dev/null || true
  [ -z "${wrapper:-}" ] || kill "$wrapper" 2>/dev/null || true
  runuser -u postgres -- $bin/pg_ctl -D "$data" -m fast stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap stop EXIT
port=${PGPORT:-5432}
runuser -u postgres -- $bin/initdb -D "$data" -A trust >/dev/null
runuser -u postgres -- $bin/pg_ctl -D "$data" -w -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$data" start >/dev/null
sql() { psql -q -h 127.0.0.1 -p "$port" -U postgres "$@"; }
sql -c "create database office" && sql -d office -c "create extension postgis; create role reader login"
ogr2ogr -f PostgreSQL "PG:host=127.0.0.1 port=$port dbname=office user=postgres" \
  "$here/public/data/units.geojson" -nln units -nlt PROMOTE_TO_MULTI -lco GEOMETRY_NAME=geom -lco FID=fid
sql -d office -c "grant select on units to reader"
# The files of the page, with the folders of this run in place of /srv.
for file in office.map mapserver.conf nginx.conf; do
  sed -e "s#/srv/office#$work#g; s#/srv/atlas#$work/atlas#g; s#/run/#$work/#g; s#port=5432#port=$port#; s#MS_MAP_PATTERN .*#MS_MAP_PATTERN \".\"#" \
    "$here/docs/deploy/office/$file" >"$work/$file"
done
mkdir "$work/atlas" && cp "$here/public/settings.json" "$work/atlas/"
(cd "$here" && npm run -s atlas -- policy --for nginx) >"$work/headers.conf"
chmod -R a+rX "$work"; chmod 700 "$data"
fcgiwrap -s "unix:$work/fcgiwrap.socket" & wrapper=$!
until [ -S "$work/fcgiwrap.socket" ]; do sleep 0.1; done
chmod 666 "$work/fcgiwrap.socket"
nginx -c "$work/nginx.conf"
cd "$here"
curl -fsS -D - -o /dev/null http://127.0.0.1:8090/settings.json | grep -i '^content-security-policy'
curl -fsS "http://127.0.0.1:8090/ows?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=units&STYLES=&CRS=EPSG:3857&BBOX=12000000,4800000,12700000,5300000&WIDTH=256&HEIGHT=256&FORMAT=image/png" -o "$work/map.png"
grep -q PNG <(head -c 8 "$work/map.png")
npm run -s atlas -- pull 'http://127.0.0.1:8090/ows?SERVICE=WFS' --layer ms:units -o "$work/wfs.json"
npm run -s atlas -- pull 'http://127.0.0.1:8090/ogc' --layer units -o "$work/ogc.json"
for back in wfs ogc; do
  node -e '
    const read = (path) => JSON.parse(require("node:fs").readFileSync(path, "utf8")).features;
    const flat = ({ geometry }) => geometry.coordinates.flat(Infinity);
    const [own, back] = process.argv.slice(1).map(read);
    const byId = new Map(back.map((feature) => [feature.properties.id, flat(feature)]));
    const far = own.map((feature) => {
      const [a, b] = [flat(feature), byId.get(feature.properties.id) ?? []];
      return a.length === b.length ? Math.max(...a.map((value, i) => Math.abs(value - b[i]))) : Infinity;
    });
    if (own.length !== back.length || Math.max(...far) > 1e-6) throw new Error(`${own.length} sent, ${back.length} read back, ${Math.max(...far)} degrees apart`);
    console.log(`${back.length} features read back, at most ${Math.max(...far)} degrees apart`);
  ' "$here/public/data/units.geojson" "$work/$back.json"
done
