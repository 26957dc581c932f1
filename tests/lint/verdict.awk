# What no output says of a person, as one pattern over lower-case text. words.sh looks for it in the sources, language.sh in the
# built program and in what it printed.
function verdict_pattern(    words) {
	words = "fail(s|ed|ing)? to (review|help|mentor|share|write|document|respond|answer|lead|contribute)|fails to|" \
	        "laz(y|ier|iness|ily)|poor(ly|er|est)?|under-?perform[a-z]*|weak(ly|er|est|ness|nesses)?|bad at|" \
	        "(low|high|top)[- ]perform(er|ers|ing)|rank(s|ed|ing)?( of)? people|scor(e|es|ed|ing)|leader-?boards?|" \
	        "unproductive|productivity|slack(s|er|ers|ing)|sloppy|careless(ly)?|incompeten(t|ce)|guilty|culprits?|" \
	        "offend(er|ers|ing)|shame(s|ful)?|suspicious(ly)?|refuses to|does not care|do not care|too lazy|useless|" \
	        "(is|was|are|were) inactive|inactive (person|people|member|members|reviewer|reviewers|lead|leads|author)|" \
	        "worst (reviewer|author|member|lead|person|people|developer)s?|best (reviewer|author|member|lead|developer)s?|" \
	        "neglects|ignores (the|their|his|her|newcomers|others)|selfish|dead ?weight|free ?riders?|toxic|lone wolf|" \
	        "blam(e|es|ed|ing) (the|a|him|her|them|people|persons?)|working hours|weekends?|night shifts?|streaks?"
	return "(^|[^a-z])(" words ")([^a-z]|$)"
}

# The words found in lower-case text, or nothing.
function verdict_in(text) {
	if (!match(text, verdict_pattern()))
		return ""
	text = substr(text, RSTART, RLENGTH)
	gsub(/^[^a-z]+|[^a-z]+$/, "", text)
	return text
}
