#!/usr/bin/env bash
# Kills a server under load again and again and looks whether it kept its word.
#
#   benchmarks/kill-loop.sh [KILLS] [SEED]
#
#   RATE     spans of models a second; so many that cheap evaluators need
#            not be spared, or two runs are not alike          (500)
#   SERVER   assay: ./assay serve, and a second run without kills to compare with;
#            engine: the same without the command line;
#            collector: the doors and the journal alone        (assay)
#   WORK     folder for data and logs                          (a new one, removed if all is well)
#   HTTP, GRPC  ports                                          (24318, 24317)
#   DRAIN    seconds for which nothing is left to do before the end; more than
#            the 45 for which conversations wait for what is late  (60)
#   PATIENCE seconds that may take at most                     (1200)
set -euo pipefail
cd "$(dirname "$0")/.."
kills=${1:-20}
seed=${2:-1}
rate=${RATE:-500}
server=${SERVER:-assay}
work=${WORK:-$(mktemp -d)}
http=${HTTP:-24318}
grpc=${GRPC:-24317}
drain=${DRAIN:-60}
patience=${PATIENCE:-1200}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=benchmarks/target/assay-benchmarks-0.1.0-SNAPSHOT.jar
[ -f "$jar" ] || mvn -q -B -Dquick -DskipTests -pl benchmarks -am package
run() {
  "$java" -Xmx400m -XX:+UseSerialGC -cp "$jar" "dev.assay.benchmarks.load.$@"
}

mkdir -p "$work"
# Another server's answers would be taken for ours.
for port in "$http" "$grpc"; do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "error: port $port is in use; choose others with HTTP and GRPC" >&2
    exit 2
  fi
done

# Rates that depend on nothing but the trace, so that both runs draw the same.
cat >"$work/server.yaml" <<YAML
salt: kill-loop
log: warn
lateness: 1d
traces: {idle: 2s, rootless: 3s}
evaluators:
  - refusal
  - constraints: {length: {words: {max: 90}}}
    name: style
  - constraints: {question: {not-regex: '[?]'}}
    name: sampled-style
    sampled: true
sampling: {rate: 0.05, floor: 0, rules: [error]}
# Room for all: how many are followed otherwise depends on when the traffic came.
outcomes: {most: 5000000}
YAML

pid=
start() {
  if [ "$server" = collector ]; then
    "$java" -Xmx400m -cp "$jar" dev.assay.benchmarks.load.CollectorServer "$1" "$http" "$grpc" \
      >>"$work/server.log" 2>&1 &
  elif [ "$server" = engine ]; then
    "$java" -Xmx512m -cp "$jar${LOGGING:+:$LOGGING}" dev.assay.benchmarks.load.EngineServer \
      "$work/server.yaml" "$1" "$http" "$grpc" >>"$work/server.log" 2>&1 &
  else
    ./assay serve --data "$1" --http "$http" --grpc "$grpc" --config "$work/server.yaml" \
      >>"$work/server.log" 2>&1 &
  fi
  pid=$!
}
ready() {
  local tries=0
  until curl -sf -o "$work/readyz" "http://127.0.0.1:$http/readyz"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "$pid" 2>/dev/null; then
      echo "error: the server does not get ready; see $work/server.log" >&2
      exit 1
    fi
    sleep 0.1
  done
}
# left: what the journal and the queue still hold.
left() {
  curl -sf "http://127.0.0.1:$http/metrics" \
    | awk '/^assay_(pipeline_lag_bytes|pipeline_open_spans|evaluation_waiting)[ {]/ { left += $NF }
           END { printf "%d", left }'
}
finish() {
  local quiet=0 waited=0
  until [ "$quiet" -ge "$drain" ]; do
    if [ "$waited" -ge "$patience" ]; then
      echo "error: work is left after $patience s; see $work/server.log" >&2
      exit 1
    fi
    sleep 1
    waited=$((waited + 1))
    if [ "$(left)" = 0 ]; then quiet=$((quiet + 1)); else quiet=0; fi
  done
  kill "$pid"
  wait "$pid" 2>/dev/null || true
  pid=
}
load=
trap '[ -z "$pid" ] || kill -9 $pid 2>/dev/null; [ -z "$load" ] || kill $load 2>/dev/null; true' EXIT

# send LEDGER: the same traffic each time.
seconds=$((kills * 5))
began=$(date -u -d '1 minute ago' +%Y-%m-%dT%H:%M:%SZ)
send() {
  run SpanLoad --url "http://127.0.0.1:$http" --rate "$rate" --seconds "$seconds" --seed "$seed" \
    --start "$began" --batch 128 --connections 8 --retry --patience 600 --ledger "$1" \
    >"$1.json" 2>"$1.log"
}

# The seed decides when it is killed.
RANDOM=$seed

echo "kill-loop: $kills kills, seed $seed, $rate spans a second for $seconds s, in $work"
start "$work/killed"
ready
send "$work/ledger" &
load=$!
for ((i = 1; i <= kills; i++)); do
  millis=$((RANDOM % 4000))
  sleep "$(printf '%d.%03d' $((millis / 1000)) $((millis % 1000)))"
  kill -9 "$pid"
  wait "$pid" 2>/dev/null || true
  start "$work/killed"
  # Every fourth time it is killed while it still comes up.
  [ $((i % 4)) = 0 ] || ready
done
ready
echo "kill-loop: killed $kills times; the load goes on"
wait "$load"
load=
if [ "$server" = collector ]; then
  kill -9 "$pid"
  wait "$pid" 2>/dev/null || true
  pid=
  run JournalCheck "$work/killed" "$work/ledger"
else
  finish
  echo "kill-loop: the same without kills"
  start "$work/whole"
  ready
  send "$work/ledger-whole"
  finish
  run StoreCheck "$work/killed" "$work/ledger" "$work/whole"
fi
grep -h -A4 '"refused_batches"' "$work/ledger.json" | tr -d '\n'
echo
echo "kill-loop: all is well"
[ -n "${WORK:-}" ] || rm -rf "$work"
