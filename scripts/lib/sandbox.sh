# Sourced after java.sh by the scripts that run the sandbox beside the worker's jar.

jar=$root/worker/target/wrapup.jar
built=$root/worker/target/built
broker_classpath=$root/sandbox/broker/target/broker.classpath
sandbox_classpath=$root/sandbox/target/sandbox.classpath

is_built() {
  [ -f "$built" ] && [ -f "$jar" ] && [ -f "$broker_classpath" ] && [ -f "$sandbox_classpath" ] &&
    [ -z "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/*/pom.xml "$root"/*/src/main -newer "$built" -print -quit)" ]
}

# build_if_needed: builds what is missing or older than its sources; silent unless that fails.
build_if_needed() {
  is_built && return
  echo "Building first" >&2
  local log
  log=$(mktemp)
  if ! "$root/scripts/build" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    exit 1
  fi
  rm -f "$log"
}

# sandbox OPTION... MAIN ARGUMENT...: becomes that class of the sandbox, in the caller's directory.
sandbox() {
  exec "$java" \
    -Djava.util.logging.config.file="$root/scripts/lib/logging.properties" \
    -Dwrapup.jar="$jar" -Dwrapup.broker.classpath="$broker_classpath" \
    -cp "$root/sandbox/target/classes:$(cat "$sandbox_classpath")" "$@"
}
