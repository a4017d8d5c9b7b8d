#!/bin/sh
# Runs as the only job of a Debian that systemd has just booted, without a network: installs the package by the very
# commands of the operators' page, serves under the unit's sandbox, upgrades, removes, and says how it went in
# /trial.result. dist-test.sh starts it, with the packages in /packages and the page beside them.
set -eux

ready() { timeout 60 sh -c 'until splitline health; do sleep 0.2; done'; }

cd /packages
awk '/^### /{wanted = $0 == "### With dpkg"} /^```/{inside = !inside && $0 == "```sh"; next} wanted && inside' README.md >commands
grep -q 'dpkg --install' commands
grep -q 'splitline check' commands
sh -eux ./commands
systemd-analyze --man=no verify splitline.service
export SPLITLINE_DB=/var/lib/splitline/splitline.db
runuser -u splitline -- splitline split gaza/idf-map --datetime 2025-11-01
runuser -u splitline -- splitline backup /var/lib/splitline/backup.db
test "$(stat -c '%U %a' "$SPLITLINE_DB")" = 'splitline 600'
test "$(systemctl show splitline --property NRestarts --value)" = 0
systemd-analyze security splitline.service | tail -n 1

# The sandbox is in force: no right, no way to gain one, system calls filtered.
status=/proc/$(systemctl show splitline --property MainPID --value)/status
grep -E '^(CapEff:\s*0+|NoNewPrivs:\s*1|Seccomp:\s*2)$' "$status"
test "$(grep -cE '^(CapEff:\s*0+|NoNewPrivs:\s*1|Seccomp:\s*2)$' "$status")" = 3
grep -E '^(VmHWM|VmRSS|Threads)' "$status"
bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080; printf "GET /metrics HTTP/1.0\r\n\r\n" >&3; cat <&3' >/tmp/metrics
grep -E '^(process_resident_memory_bytes|process_open_fds|process_cpu_seconds_total) ' /tmp/metrics

# The flags of serve come from a file; the socket is found where they say.
echo 'SPLITLINE_ARGS="--addr 127.0.0.1:8081 --log-level warn"' >/etc/default/splitline
systemctl restart splitline
timeout 60 sh -c 'until splitline health --addr 127.0.0.1:8081; do sleep 0.2; done'
rm /etc/default/splitline

# Installing it again, as an upgrade does, restarts the server; removing it leaves the database.
dpkg --install ./splitline_*.deb
ready
dpkg --purge splitline
if systemctl is-active splitline; then exit 1; fi
test -s "$SPLITLINE_DB"
test ! -e /usr/lib/splitline
journalctl --priority warning --no-pager --output cat SYSLOG_IDENTIFIER=splitline
echo good >/trial.result
