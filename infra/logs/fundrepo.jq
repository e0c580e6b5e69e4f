# Questions to the log, for jq: every program's lines in one stream, lines that aren't ours left out.
#   cat *.log | jq -nRc -L infra/logs 'include "fundrepo"; lines | since(60) | errors'

# Each line that is one of ours.
def lines: inputs | fromjson? | objects | select(has("@timestamp"));

# The moment of a line in seconds, whatever its offset and however fine.
def moment:
  ."@timestamp"
  | capture("^(?<day>[0-9-]{10})T(?<time>[0-9:]{8})[.0-9]*(?<zone>Z|[+-][0-9]{2}:?[0-9]{2})$")
  | ("\(.day)T\(.time)Z" | fromdateiso8601)
    - (if .zone == "Z" then 0
       else (.zone | gsub(":"; "") | (.[0:1] + "1" | tonumber) * ((.[1:3] | tonumber) * 3600 + (.[3:5] | tonumber) * 60))
       end);

# Of the last so many minutes.
def since($minutes): select(moment > now - $minutes * 60);

def errors: select(."log.level" == "error" or ."log.level" == "critical" or ."http.response.status_code" >= 500);
def security: select(."event.dataset" == "security");
def refused_sign_ins: security | select(."event.category" == ["authentication"] and ."event.outcome" == "failure");
def at_least($severity): security | select(."event.severity" >= $severity);
def of_request($id): select(."trace.id" == $id or ."http.request.id" == $id);
def of_run($run): select(."fundrepo.run" == $run);

# The few words of a line that a person reads.
def told: "\(."@timestamp") \(."service.name") \(."log.level") \(.message) \(."url.path" // ."error.message" // ."event.reason" // "")";
