# shellcheck shell=sh disable=SC2154
# Sourced by ./tradewind bench: kernels and workloads in one JVM, then whole processes.
build
parts=benchmarks
case ${1:-all} in all | spark*) parts=benchmarks,spark ;; esac
maven -q package -DskipTests -Djacoco.skip=true -Dspotless.check.skip=true -pl "$parts" -am
mkdir -p "$root/benchmarks/results"
csv=$root/benchmarks/target/walk-1m.csv
cd "$root"
bench() {
  # shellcheck disable=SC2086  # the options are words
  "$JAVA_HOME/bin/java" ${cuts:-} ${TRADEWIND_JAVA_OPTS:-} -Xms4g -Xmx4g -XX:+UseSerialGC -XX:+AlwaysPreTouch -Djmh.ignoreLock=true \
    --add-modules jdk.incubator.vector \
    -cp "$root/benchmarks/target/benchmarks.jar:$root/benchmarks/target/lib/*" \
    dev.tradewind.benchmarks.Main "$@"
}
# In a heap that a laptop has to spare: how much memory it takes is what is measured.
small() {
  # shellcheck disable=SC2086  # the options are words
  "$JAVA_HOME/bin/java" ${TRADEWIND_JAVA_OPTS:-} -Xmx640m -XX:+UseSerialGC \
    --add-modules jdk.incubator.vector \
    -cp "$root/benchmarks/target/benchmarks.jar:$root/benchmarks/target/lib/*" \
    dev.tradewind.benchmarks.Main "$@"
}
case ${1:-all} in
  process) ;;
  sweep-memory) small sweep-memory ;;
  all)
    # Long curves and studies are cut short; by name they run whole.
    cuts="-Dtradewind.bench.instruments=100 -Dtradewind.bench.seconds=20"
    bench w1 w2 w3 w3-talib w3-bar w3-timeframes w3-store w3-curve w4 w5 bracket universe \
      simulation-curve statistics bootstrap samplers sweep-curve spark spark-sweep jmh \
      >"$root/benchmarks/results/jvm.json.new" || failed=1
    mv "$root/benchmarks/results/jvm.json.new" "$root/benchmarks/results/jvm.json"
    cuts=
    small sweep-memory >"$root/benchmarks/results/sweep-memory.json" || failed=1
    ;;
  *) bench "$@" ;;
esac
case ${1:-all} in
  process | all)
    [ -f "$csv" ] || bench csv "$csv"
    node "$root/benchmarks/process.mjs" "$csv" >"$root/benchmarks/results/process.json"
    cat "$root/benchmarks/results/process.json"
    ;;
esac
[ -z "${failed:-}" ] || die "a workload failed; benchmarks/results/jvm.json says which and why"
