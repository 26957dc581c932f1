/*
 * Lines that say that a patch was taken. Such a line is credit, so only the short ones are believed that say nothing else: "Applied both
 * to next, thanks." What tells more is a comment.
 */
#include <string.h>
#include "mail_message.h"

#define LINE_MAX_SIZE 100
#define COURTESY_MAX_WORDS 5

static bool is_one_of(struct text word, const char *const *words)
{
	for (size_t i = 0; words[i]; i++) {
		if (text_equal_nocase(word, text_of(words[i])))
			return true;
	}
	return false;
}

/* ---- words of a line ---- */

/* A word with the mark of punctuation behind it, 0 if there is none. */
struct token {
	struct text word;
	char mark;
};

static bool take_token(struct token *out, struct text *rest)
{
	struct text word;

	if (!text_next_word(rest, &word))
		return false;
	out->mark = 0;
	while (word.size && strchr(".,!;:", word.at[word.size - 1])) {
		out->mark = word.at[word.size - 1];
		word.size--;
	}
	out->word = word;
	return true;
}

/* The next one if it is one of the words and nothing is cut off by what stands before it. */
static bool take_one(struct token *last, struct text *rest, const char *const *words)
{
	struct text ahead = *rest;
	struct token token;

	if (last->mark || !take_token(&token, &ahead) || !is_one_of(token.word, words))
		return false;
	*rest = ahead;
	*last = token;
	return true;
}

static bool has_digit(struct text word)
{
	for (size_t i = 0; i < word.size; i++) {
		if (char_is_digit(word.at[i]))
			return true;
	}
	return false;
}

/* "2-4", "3/7", "#2". */
static bool is_number(struct text word)
{
	for (size_t i = 0; i < word.size; i++) {
		if (!char_is_digit(word.at[i]) && !strchr("-/#", word.at[i]))
			return false;
	}
	return has_digit(word);
}

/* "2-4 and 6", "1, 3 & 5". */
static void take_numbers(struct token *last, struct text *rest)
{
	static const char *const joints[] = { "and", "&", NULL };
	struct text ahead = *rest;
	struct token token;

	while ((!last->mark || last->mark == ',') && take_token(&token, &ahead)) {
		if (is_one_of(token.word, joints) && !token.mark)
			continue;
		if (!is_number(token.word))
			return;
		*last = token;
		*rest = ahead;
	}
}

/* ---- what may stand in the line ---- */

static const char *const articles[] = { "the", "this", "these", NULL };
static const char *const wholes[] = { "whole", "entire", NULL };
static const char *const things[] = { "it",      "this",  "both", "all",  "them",     "series",  "patch",
	                              "patches", "these", "set",  "part", "patchset", "commits", NULL };

/* "the whole series", "patches 2-4"; taken if it is there. */
static void take_thing(struct token *last, struct text *rest)
{
	struct text ahead = *rest;
	struct token token = *last;

	if (take_one(&token, &ahead, articles))
		(void)take_one(&token, &ahead, wholes);
	if (take_one(&token, &ahead, things)) {
		take_numbers(&token, &ahead);
	} else if (!text_equal_nocase(token.word, TEXT("this")) && !text_equal_nocase(token.word, TEXT("these"))) {
		return;
	}
	*last = token;
	*rest = ahead;
}

/* "6.7", "v6.8-rc1", "for-next". */
static bool is_release(struct text word)
{
	if (word.size > 1 && char_lower(word.at[0]) == 'v')
		word = text_slice(word, 1, word.size);
	return (word.size && char_is_digit(word.at[0])) || text_equal_nocase(word, TEXT("next")) ||
	       text_ends(word, TEXT("-next"));
}

/* "to net-next", "into my tree", "in branch x", "for 6.7". False: something stands there that is no tree. */
static bool take_place(struct token *last, struct text *rest)
{
	static const char *const ins[] = { "to", "in", "into", "on", "onto", NULL };
	static const char *const fors[] = { "for", NULL };
	static const char *const owners[] = { "the", "my", "our", NULL };
	static const char *const kinds[] = { "branch", "tree", "repo", "repository", "queue", NULL };
	static const char *const others[] = { "top",  "it",   "this", "that",  "a",     "an",      "order",
		                              "fact", "part", "hold", "error", "anger", "reverse", "place",
		                              "the",  "my",   "our",  "all",   "two",   "time",    NULL };
	struct token token;

	if (take_one(last, rest, fors)) {
		if (last->mark || !take_token(&token, rest) || !is_release(token.word))
			return false;
		*last = token;
		return true;
	}
	if (!take_one(last, rest, ins))
		return true;
	(void)take_one(last, rest, owners);
	(void)take_one(last, rest, kinds);
	if (last->mark)
		return is_one_of(last->word, kinds);
	if (!take_token(&token, rest))
		return is_one_of(last->word, kinds);
	if (!token.word.size || is_one_of(token.word, others))
		return false;
	*last = token;
	(void)take_one(last, rest, kinds);
	return true;
}

/* Nothing, or thanks and no more than that. */
static bool is_courtesy_end(struct text rest)
{
	static const char *const thanks[] = { "thanks", "thank", "thx", "cheers", "many", NULL };
	static const char *const turns[] = {
		"but", "however", "and", "if", "when", "although", "though", "please", NULL
	};
	struct token token;
	int count = 0;

	while (take_token(&token, &rest)) {
		if (count == 0 && !is_one_of(token.word, thanks))
			return false;
		if (++count > COURTESY_MAX_WORDS || is_one_of(token.word, turns))
			return false;
	}
	return true;
}

/* ---- the sentence ---- */

/* "Thanks, ", "Both ", "Patches 1-3 ", "Now " in front of the word. */
static void take_lead(struct token *last, struct text *rest)
{
	static const char *const leads[] = { "thanks", "great", "ok", "lgtm", "good", "nice", NULL };
	static const char *const now[] = { "now", NULL };
	struct text ahead = *rest;
	struct token token;

	if (take_token(&token, &ahead) && token.mark && is_one_of(token.word, leads)) {
		*rest = ahead;
	} else {
		ahead = *rest;
		if (take_token(&token, &ahead) && !token.mark && text_equal_nocase(token.word, TEXT("thank")) &&
		    take_token(&token, &ahead) && token.mark && text_equal_nocase(token.word, TEXT("you")))
			*rest = ahead;
	}
	*last = (struct token){ .mark = 0 };
	take_thing(last, rest);
	(void)take_one(last, rest, now);
}

static bool is_applied(struct text *scope, struct text line)
{
	static const char *const words[] = { "applied", "queued", "merged", "pushed", NULL };
	static const char *const ups[] = { "up", "now", NULL };
	struct text rest = line;
	struct token last;

	take_lead(&last, &rest);
	if (!take_one(&last, &rest, words) || last.mark == ':')
		return false;
	(void)take_one(&last, &rest, ups);
	take_thing(&last, &rest);
	(void)take_one(&last, &rest, ups);
	*scope = text_slice(line, 0, (size_t)(rest.at - line.at));
	for (int i = 0; i < 2; i++) {
		if (!take_place(&last, &rest))
			return false;
	}
	return is_courtesy_end(rest);
}

/* Whether the line before it is of another sentence. */
static bool is_end(struct text line)
{
	line = text_trim(line);
	return !line.size || strchr(".!?:", line.at[line.size - 1]) || mail_line_is_courtesy(line);
}

/* Whether the line goes on in the next one. */
static bool goes_on(struct text line, struct text next)
{
	return !strchr(".!;", line.at[line.size - 1]) && next.size && next.at[0] >= 'a' && next.at[0] <= 'z' &&
	       !mail_line_is_courtesy(next);
}

bool mail_line_is_applied(struct text *scope, const struct text *lines, size_t count, size_t at)
{
	struct text line = text_trim(lines[at]);

	if (!line.size || line.size > LINE_MAX_SIZE || text_find_char(line, '?', 0) >= 0)
		return false;
	if ((at > 0 && !is_end(lines[at - 1])) || (at + 1 < count && goes_on(line, text_trim(lines[at + 1]))))
		return false;
	return is_applied(scope, line);
}
