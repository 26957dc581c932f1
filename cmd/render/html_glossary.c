/* What the report shows and how each of it is defined, from the headers of metrics and from patterns. */
#include "html.h"

static void put_term(struct page *page, const char *title, const char *words)
{
	if (!words || !words[0])
		return;
	html_fmt(page, "<p><span class=\"term\">%s</span> ", title);
	html_text(page, text_of(words));
	html_raw(page, "</p>\n");
}

static void put_name(struct page *page, const char *id, const char *name)
{
	html_raw(page, "<dt>");
	html_text(page, text_of(name));
	if (id) {
		html_raw(page, " <small>");
		html_text(page, text_of(id));
		html_raw(page, "</small>");
	}
	html_raw(page, "</dt><dd>\n");
}

static void put_metric(struct page *page, const struct metric_info *metric)
{
	put_name(page, metric->id, metric->name);
	html_raw(page, "<p>");
	html_text(page, text_of(metric->definition));
	html_raw(page, "</p>\n");
	html_raw(page, "<p><span class=\"term\">Unit:</span> ");
	html_text(page, text_of(metric->unit));
	if (metric->minimum > 0)
		html_fmt(page, "; thin below %lld", (long long)metric->minimum);
	html_raw(page, "</p>\n");
	put_term(page, "What missing data mean:", metric->missing);
	put_term(page, "Bias:", metric->bias);
	put_term(page, "Source:", metric->source);
	html_raw(page, "</dd>\n");
}

static void put_metrics(struct page *page)
{
	const struct metric_info *metric;
	bool is_any = false;

	for (size_t i = 0; i < HTML_METRICS_MAX && (metric = metric_at(i)); i++) {
		if (!page->has_metric[i])
			continue;
		html_raw(page, is_any ? "" : "<h3>Figures</h3>\n<dl class=\"glossary\">\n");
		is_any = true;
		put_metric(page, metric);
	}
	html_raw(page, is_any ? "</dl>\n" : "");
}

static void put_patterns(struct page *page)
{
	const struct pattern_info *pattern;
	bool is_any = false;

	for (size_t i = 0; i < HTML_PATTERNS_MAX && (pattern = pattern_at(i)); i++) {
		if (!page->has_pattern[i])
			continue;
		html_raw(page, is_any ? "" : "<h3>What was looked for</h3>\n<dl class=\"glossary\">\n");
		is_any = true;
		put_name(page, pattern->id, pattern->name);
		put_term(page, "Question:", pattern->question);
		put_term(page, "Rule:", pattern->rule);
		put_term(page, "Silent where:", pattern->silencers);
		put_term(page, "Base rate:", pattern->base_rate);
		put_term(page, "Source:", pattern->source);
		html_raw(page, "</dd>\n");
	}
	html_raw(page, is_any ? "</dl>\n" : "");
}

static void put_strengths(struct page *page)
{
	const struct strength_info *strength;
	bool is_any = false;

	for (size_t i = 0; i < HTML_STRENGTHS_MAX && (strength = strength_at(i)); i++) {
		if (!page->has_strength[i])
			continue;
		html_raw(page, is_any ? "" : "<h3>Strengths</h3>\n<dl class=\"glossary\">\n");
		is_any = true;
		put_name(page, NULL, strength->name);
		put_term(page, "Rule:", strength->rule);
		put_term(page, "Source:", strength->source);
		html_raw(page, "</dd>\n");
	}
	html_raw(page, is_any ? "</dl>\n" : "");
}

static void put_states(struct page *page)
{
	html_raw(
		page,
		"<h3>Words used throughout</h3>\n<dl class=\"glossary\">\n"
		"<dt>Not recorded here</dt><dd><p>The record cannot show it. It may have happened or not.</p></dd>\n"
		"<dt>At least</dt><dd><p>What is recorded is a lower bound.</p></dd>\n"
		"<dt>Too few to tell</dt><dd><p>The number rests on so little that chance would move it far.</p></dd>\n"
		"<dt>Withheld</dt><dd><p>It would speak of one person among a few, or of somebody who opted out.</p>"
		"</dd>\n<dt>Not applicable</dt><dd><p>The practice is not in use.</p></dd>\n</dl>\n");
}

void html_glossary(struct page *page)
{
	html_raw(page, "<section id=\"glossary\" class=\"page\">\n<h2>Glossary</h2>\n");
	put_states(page);
	put_metrics(page);
	put_patterns(page);
	put_strengths(page);
	html_raw(page, "</section>\n");
}
