# Sourced by the scripts beside this folder. Finds a JDK of 21 or newer: JAVA_HOME, then the java on the
# PATH, then the newest under /usr/lib/jvm. Sets JAVA_HOME, and `root`, the top of the checkout.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# java_major HOME: prints the feature release of the JDK at HOME; fails where there is no whole JDK.
java_major() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | grep .
}

find_jdk() {
  local candidate major best='' best_major=20 on_path=''
  if command -v javac >/dev/null; then
    on_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  fi
  for candidate in "${JAVA_HOME-}" "$on_path"; do
    if [ -n "$candidate" ] && major=$(java_major "$candidate") && [ "$major" -ge 21 ]; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  for candidate in /usr/lib/jvm/*; do
    if major=$(java_major "$candidate") && [ "$major" -gt "$best_major" ]; then
      best=$candidate
      best_major=$major
    fi
  done
  printf '%s\n' "$best" | grep .
}

if ! JAVA_HOME=$(find_jdk); then
  echo "No JDK of 21 or newer: looked at JAVA_HOME, the PATH and /usr/lib/jvm. Install one, or set JAVA_HOME." >&2
  exit 1
fi
export JAVA_HOME
java=$JAVA_HOME/bin/java

# maven ARGUMENT...: Maven on that JDK, in the checkout, without prompts or progress bars.
maven() {
  command -v mvn >/dev/null || { echo "Maven 3.8 or newer is needed; there is no mvn on the PATH." >&2; exit 1; }
  (cd "$root" && mvn --batch-mode --no-transfer-progress "$@")
}
