/* The word lists behind person_kind_of; kinds.h says what each is for. Nothing but words here. */
#include "kinds.h"

#include <stddef.h>

const char *const bot_names[] = {
	"k8s-ci-robot", "k8s-bot", "k8s-merge-robot", "k8s-github-robot", "kubernetes prow robot", "kubernetes submit queue",
	"fejta-bot", "bors", "bors-servo", "bors-libra", "bors-diem", "bors-ng", "homu", "rust-highfive", "rustbot",
	"rust-timer", "rust-log-analyzer", "rfcbot", "craterbot", "triagebot", "marge bot", "marge-bot", "zuul", "zuul ci",
	"jenkins", "jenkins ci", "openstack proposal bot", "gerritforge ci", "treehugger robot", "copybara",
	"copybara-service", "luci cq", "commit bot", "commit-bot", "cq bot", "gopherbot", "gobot", "go bot",
	"hosted weblate", "weblate", "transifex", "transifex-integration", "pontoon", "l10n-bot", "translation bot",
	"kernel test robot", "kbuild test robot", "0-day ci kernel test service", "intel test robot", "lkp", "syzbot",
	"syzkaller", "patchwork-bot", "patchwork bot", "codecov", "codecov-io", "codecov-commenter", "coveralls",
	"coderabbitai", "coderabbit", "dependabot", "dependabot-preview", "dependabot-support", "greenkeeper", "greenkeeperio",
	"greenkeeperio-bot", "renovate", "renovate-bot", "renovatebot", "renovate bot", "whitesource renovate",
	"mend renovate", "snyk-bot", "snyk-community", "imgbot", "imgbotapp", "pyup-bot", "pyup.io bot", "scala-steward",
	"allcontributors", "all-contributors", "github-actions", "github actions", "github action", "github merge queue",
	"gitlab-bot", "semantic-release-bot", "release-please", "travis ci", "travis-ci", "circleci", "appveyor",
	"azure pipelines", "azure-pipelines", "buildbot", "build bot", "buildkite", "mergify", "kodiakhq", "pre-commit-ci",
	"pre-commit.ci", "lgtm-com", "sonarcloud", "sonarqubecloud", "netlify", "vercel", "stalebot", "probot",
	"restyled-io", "restyled", "restyled.io", "google-cla", "googlebot", "cla-bot", "claassistant", "cla assistant",
	"easycla", "linux-foundation-easycla", "dco", "coverity", "coverity scan", "oss-fuzz", "clusterfuzz", "facebook-github-bot",
	"moz-wptsync-bot", "moz-phab-bot", "phabricator automation", "pulsebot", "autoland", "servo-wpt-sync", "wpt-pr-bot",
	"swiftlint-bot", "swift-ci", "llvmbot", "llvm gn syncbot", "chromium-autoroll", "skia-autoroll", "pytorchbot",
	"pytorchmergebot", "pytorch mergebot", "tensorflower-gardener", "a. unique tensorflower", "msftbot", "microsoft-github-policy-service",
	"microsoft-github-operations", "cockroach-teamcity", "docs-bot", "sync-bot", "nixpkgs-merge-bot", "r-ryantm",
	"ofborg", "blathers-crl", "sourcery-ai", "deepsource-autofix", "autofix-ci", "gitbook-bot", "git-ubuntu importer",
	"archive script", "autopkgtest", "salsa ci", "debian janitor", NULL
};

const char *const bot_emails[] = {
	"bot@renovateapp.com", "bot@dependabot.com", "support@dependabot.com", "support@greenkeeper.io",
	"action@github.com", "actions@github.com", "hosted@weblate.org", "noreply@weblate.org", "noreply-mt-weblate@weblate.org",
	"lkp@intel.com", "gobot@golang.org", "k8s-ci-robot@users.noreply.github.com", "k8s.ci.robot@gmail.com",
	"k8s-merge-robot@users.noreply.github.com", "zuul@review.opendev.org", "zuul@review.openstack.org",
	"jenkins@review.openstack.org", "infra-root@openstack.org", "snyk-bot@snyk.io", "bors@rust-lang.org",
	"duke@openjdk.org", "duke@openjdk.java.net", "commit-bot@chromium.org", "patchwork-bot+netdevbpf@kernel.org",
	"fossies-bot@fossies.org", "builds@travis-ci.org", NULL
};

const char *const model_emails[] = {
	"noreply@anthropic.com", "claude@anthropic.com", "noreply@openai.com", "codex@openai.com", "chatgpt@openai.com",
	"cursoragent@cursor.com", "noreply@cursor.com", "agent@cursor.com", "noreply@aider.chat", "amp@ampcode.com",
	"copilot@github.com", "copilot@users.noreply.github.com", "noreply@codeium.com", "noreply@windsurf.com",
	"noreply@devin.ai", "gemini@google.com", "gemini-cli@google.com", "noreply@opencode.ai", "jules@google.com",
	"gemini-code-assist@google.com", "noreply@x.ai", "noreply@deepseek.com", "noreply@mistral.ai", NULL
};

const char *const model_words[] = {
	"chatgpt", "gpt", "copilot", "codex", "deepseek", "qwen", "codewhisperer", "codeium", "tabnine", "aider", "opencode",
	"windsurf", "llama", "codellama", "starcoder", NULL
};

const char *const model_given_names[] = { "claude", "gemini", "cursor", "grok", NULL };

const char *const model_common_names[] = { "devin", "cody", "mistral", "jules", "amp", NULL };

const char *const model_vendors[] = { "github", "openai", "anthropic", "google", "microsoft", "amazon", "meta",
	"sourcegraph", "xai", "the", NULL };

const char *const model_versions[] = {
	"opus", "sonnet", "haiku", "code", "cli", "agent", "ai", "assistant", "assist", "pro", "flash", "turbo", "mini", "max",
	"ultra", "thinking", "preview", "experimental", "exp", "instruct", "coder", "chat", "model", "llm", "by", "via", "with",
	"using", "and", "high", "medium", "low", "latest", "nano", "lite", "fast", "desktop", "web", "swe", "workspace", "edit",
	"autofix", "composer", "auto", "instant", "context", "ide", "v", "x", "o", "vscode", "plus", "large", "small", NULL
};

const char *const model_decisive[] = { "opus", "sonnet", "haiku", "code", "cli", "agent", "ai", "assistant", "flash",
	"model", "llm", "composer", NULL };

const char *const placeholder_names[] = {
	"root", "user", "username", "user name", "unknown", "unknown author", "unknown user", "nobody", "no one", "noone",
	"localhost", "admin", "administrator", "author", "committer", "developer", "dev", "your name", "your full name",
	"full name", "first last", "firstname lastname", "first name last name", "name", "no author", "(no author)", "no name",
	"noname", "none", "(none)", "null", "test", "test user", "tester", "testing", "guest", "ubuntu", "debian", "vagrant",
	"ec2-user", "builder", "build", "build user", "system administrator", "anonymous", "anon", "git", "github", "gitlab",
	"svn", "cvs", "cvs2svn", "cvs2git", "hg", "not committed yet", "external", "contributor", "a contributor",
	"someone", "somebody", "various", "many", "others", "other", "et al", "et al.", "all", "me", "myself", "self", "you",
	"invalid", "n/a", "na", "tbd", "default", "docker", "ci", "www-data", "pi", "example", "user@localhost", NULL
};

const char *const company_names[] = {
	"intel", "google", "microsoft", "red hat", "redhat", "ibm", "huawei", "amd", "advanced micro devices", "nvidia", "arm",
	"samsung", "samsung electronics", "facebook", "meta", "apple", "amazon", "aws", "amazon web services", "oracle",
	"sun microsystems", "mellanox", "mellanox technologies", "nxp", "nxp semiconductors", "freescale",
	"freescale semiconductor", "broadcom", "cisco", "qualcomm", "xilinx", "altera", "marvell", "linaro", "suse", "novell",
	"canonical", "vmware", "fujitsu", "ericsson", "nokia", "netronome", "texas instruments", "stmicroelectronics", "mediatek",
	"rockchip", "allwinner", "realtek", "renesas", "renesas electronics", "microchip", "atmel", "analog devices", "bosch",
	"siemens", "sony", "toshiba", "hitachi", "panasonic", "lg electronics", "hp", "hewlett packard enterprise",
	"hewlett-packard", "dell", "lenovo", "alibaba", "tencent", "baidu", "bytedance", "twitter", "netflix", "cloudflare",
	"gitlab", "mozilla", "the mozilla foundation", "collabora", "igalia", "citrix", "cray", "sgi", "silicon graphics",
	"pengutronix", "bootlin", "free electrons", "denx", "denx software engineering", "cavium", "solarflare",
	"chelsio", "amazon.com", "salesforce", "sap", "adobe", "uber", "airbnb", "linkedin", "yahoo", "squarespace",
	"digitalocean", "hashicorp", "mongodb", "elastic", "datadog", "stripe", "shopify", NULL
};

const char *const company_forms[] = { "inc", "inc.", "incorporated", "corp", "corp.", "corporation", "ltd", "ltd.", "limited",
	"llc", "gmbh", "llp", "pty", "b.v.", NULL };

const char *const group_words[] = { "team", "developers", "maintainers", "authors", "contributors", "committers",
	"project", "community", "foundation", "group", NULL };

