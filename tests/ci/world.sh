# What the tests of the loop share: a bare remote with a branch main, a made gh that answers for single numbers, and the job as
# a system of pipelines runs it: in a fresh clone without blobs. Read by t_loop*.sh after one.sh.
# shellcheck shell=sh disable=SC2154,SC2034

root=$(cd "$(dirname "$test_file")/../.." && pwd)
world=$work/world
export world
mkdir -p "$world" "$work/made"
ln -sf "$root/cmd/git-lead-ci" "$root/cmd/git-lead-gh" "$root/cmd/git-lead-glab" "$root/cmd/fetch.sh" "$work/made"
PATH="$work/made:$PATH"
unset GITHUB_ACTIONS GITLAB_CI CI FORGEJO_ACTIONS GITEA_ACTIONS GH_TOKEN GITHUB_TOKEN GITLAB_TOKEN GIT_LEAD_PUSH_TOKEN GH_HOST
unset GITHUB_EVENT_NAME GITHUB_REF GITHUB_EVENT_PATH GITHUB_REPOSITORY GITHUB_STEP_SUMMARY GITHUB_SERVER_URL GITHUB_BASE_REF
unset CI_COMMIT_BRANCH CI_DEFAULT_BRANCH CI_MERGE_REQUEST_IID CI_PIPELINE_SOURCE CI_COMMIT_TAG CI_COMMIT_BEFORE_SHA GITHUB_SHA

# The made gh: $world/pr.<n> is the node of a pull request; $world/gh_fails makes every question fail; with ONLY=<n> it has
# that number alone; $world/meanwhile is run at the first question.
cat >"$work/made/gh" <<'END'
#!/bin/sh
for word in "$@"; do
	case $word in
	number=*) number=${word#*=} ;;
	commit=*) number=${word#*=} ;;
	esac
done
echo "$number" >>"$world/asked"
[ ! -f "$world/meanwhile" ] || {
	mv "$world/meanwhile" "$world/meanwhile.done"
	sh "$world/meanwhile.done"
}
[ ! -f "$world/gh_fails" ] || {
	printf 'HTTP/2.0 502 Bad Gateway\r\n\r\n<html>'
	echo 'gh: HTTP 502' >&2
	exit 1
}
printf 'HTTP/2.0 200 OK\r\nX-Ratelimit-Remaining: 900\r\nX-Ratelimit-Reset: 1783040400\r\n\r\n'
if [ ${#number} -eq 40 ]; then
	node=$(cat "$world/commit.$number" 2>/dev/null)
	printf '{"data":{"repository":{"nameWithOwner":"example/project","object":{"associatedPullRequests":{"totalCount":%s,"nodes":[%s]}}}}}' \
		"$([ -n "$node" ] && echo 1 || echo 0)" "$node"
	exit
fi
[ -f "$world/pr.$number" ] && [ "${ONLY:-$number}" = "$number" ] || {
	echo '{"data":{"repository":{"pullRequest":null}},"errors":[{"type":"NOT_FOUND","message":"no such number"}]}'
	exit 1
}
printf '{"data":{"repository":{"nameWithOwner":"example/project","pullRequest":%s}}}' "$(cat "$world/pr.$number")"
END
# The made glab: $world/mr.<iid> is a merge request, its approvals and notes beside it; notes that are written lie in
# $world/written.<id>, and are listed as GitLab does.
cat >"$work/made/glab" <<'END'
#!/bin/sh
method=GET
body=
for word in "$@"; do
	case $word in
	PUT | POST) method=$word ;;
	body=@*) body=${word#body=@} ;;
	projects/*) path=$word ;;
	esac
done
echo "$method $path" >>"$world/asked"
case $* in
*--include*) printf 'HTTP/2.0 200 OK\r\nRatelimit-Remaining: 500\r\nX-Next-Page: \r\n\r\n' ;;
esac
case $method.$path in
POST.*) cat "$body" >"$world/written.$((100 + $(find "$world" -name "written.*" | wc -l)))" ;;
PUT.*) cat "$body" >"$world/written.${path##*/}" ;;
*/repository/commits/*) echo '[]' ;;
*/approvals | */notes\?sort=asc*)
	name=${path%%/approvals} name=${name%%/notes*}
	kind=approvals
	[ "${path#*notes}" = "$path" ] || kind=notes
	cat "$world/mr.${name##*/}.$kind" 2>/dev/null || echo '[]'
	;;
*/notes\?*)
	comma=
	printf '['
	for note in "$world"/written.*; do
		[ ! -f "$note" ] || jq -Rs --arg id "${note##*.}" '{id: ($id | tonumber), type: null, body: ., author: {id: 7, name: "x"}}' "$note" |
			sed -e "1s/^/$comma/" -e 's/</\\u003c/g' -e 's/>/\\u003e/g'
		comma=,
	done
	printf ']'
	;;
*) cat "$world/mr.${path##*/}" ;;
esac
END
cat >"$work/made/sleep" <<'END'
#!/bin/sh
echo "$1" >>"$world/slept"
END
chmod +x "$work/made/gh" "$work/made/glab" "$work/made/sleep"

login() {
	printf '%s' "$1" | tr '[:upper:] ' '[:lower:]_'
}

# pull <number> <commit> <author> <who merged> <seconds of the merge> <reviewer, - for none>: what the forge has of a request.
pull() {
	opened=$(date -u -d "@$(($5 - 90000))" +%Y-%m-%dT%H:%M:%SZ)
	reviewed=$(date -u -d "@$(($5 - 4000))" +%Y-%m-%dT%H:%M:%SZ)
	merged=$(date -u -d "@$5" +%Y-%m-%dT%H:%M:%SZ)
	review=
	[ "$6" = - ] || review=$(printf '{"author":{"login":"%s","__typename":"User"},"state":"APPROVED","submittedAt":"%s","body":"looks right to me","commit":{"oid":"%s"}}' \
		"$(login "$6")" "$reviewed" "$2")
	page='"totalCount":%s,"pageInfo":{"hasNextPage":false}'
	# shellcheck disable=SC2059 # the formats are above
	printf '{"__typename":"PullRequest","number":%s,"url":"https://github.com/example/project/pull/%s","state":"MERGED","isDraft":false,"createdAt":"%s","updatedAt":"%s","closedAt":"%s","mergedAt":"%s","additions":1,"deletions":0,"author":{"login":"%s","__typename":"User"},"mergedBy":{"login":"%s","__typename":"User"},"mergeCommit":{"oid":"%s"},"headRefOid":"%s","reviews":{%s,"nodes":[%s]},"comments":{%s,"nodes":[]},"reviewThreads":{%s,"nodes":[]},"commits":{%s,"nodes":[{"commit":{"oid":"%s","authors":{"nodes":[{"name":"%s","email":"%s@example.org","user":{"login":"%s"}}]}}}]},"reviewRequests":{"nodes":[]},"timelineItems":{"nodes":[]}}' \
		"$1" "$1" "$opened" "$merged" "$merged" "$merged" "$(login "$3")" "$(login "$4")" "$2" "$2" \
		"$(printf "$page" "$([ -n "$review" ] && echo 1 || echo 0)")" "$review" "$(printf "$page" 0)" "$(printf "$page" 0)" \
		"$(printf "$page" 1)" "$2" "$3" "$(printf '%s' "$3" | cut -d' ' -f1 | tr '[:upper:]' '[:lower:]')" "$(login "$3")" >"$world/pr.$1"
}

# remote: $work/remote.git, and $work/dev, a clone where changes are made.
made_remote() {
	git init -q --bare "$work/remote.git"
	git -C "$work/remote.git" config uploadpack.allowFilter true
	git -C "$work/remote.git" config uploadpack.allowAnySHA1InWant true
	git clone -q "file://$work/remote.git" "$work/dev" 2>/dev/null
}

# as_actions <event> <ref> <before>: the environment of a job on GitHub.
as_actions() {
	export GITHUB_ACTIONS=true GITHUB_EVENT_NAME="$1" GITHUB_REF="$2" GITHUB_REPOSITORY=example/project GH_TOKEN=secret-of-a-test
	export GITHUB_EVENT_PATH="$world/event.json"
	GITHUB_SHA=$(git -C "$work/remote.git" rev-parse main)
	export GITHUB_SHA
	printf '{"ref":"%s","before":"%s","after":"%s","repository":{"default_branch":"main","full_name":"example/project"},"pull_request":{"number":9,"head":{"sha":"%s","ref":"topic"},"base":{"sha":"%s","ref":"main"}},"commits":[]}' \
		"$2" "$3" "$GITHUB_SHA" "$GITHUB_SHA" "$3" >"$GITHUB_EVENT_PATH"
	case $1 in
	pull_request*) export GITHUB_BASE_REF=main ;;
	*) unset GITHUB_BASE_REF ;;
	esac
}

# fresh <name> [<option of git clone>…]: a clone as a pipeline makes it; the commands that follow run there.
fresh() {
	fresh_name=$1
	shift
	cd "$work" || exit 1
	rm -rf "${work:?}/$fresh_name"
	[ $# -gt 0 ] || set -- --filter=blob:none
	git clone -q "$@" "file://$work/remote.git" "$work/$fresh_name"
	cd "$work/$fresh_name" || exit 1
	git remote set-url origin "file://$work/remote.git"
}

remote_notes() {
	git -C "$work/remote.git" notes --ref=lead-reviews list 2>/dev/null | wc -l | tr -d ' '
}
