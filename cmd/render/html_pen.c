/* Elements of html.h. Data become text of a document here and nowhere else. */
#include <stdarg.h>
#include <stdio.h>
#include "escape.h"
#include "html.h"
#include "number.h"

void html_raw(struct page *page, const char *markup)
{
	buf_add_str(page->out, markup);
}

void html_fmt(struct page *page, const char *fmt, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, fmt);
	vsnprintf(text, sizeof(text), fmt, arguments);
	va_end(arguments);
	buf_add_str(page->out, text);
}

void html_text(struct page *page, struct text text)
{
	escape_html(page->out, text);
}

void html_attribute(struct page *page, const char *name, const char *value)
{
	buf_add_fmt(page->out, " %s=\"", name);
	escape_html(page->out, text_of(value));
	buf_add_char(page->out, '"');
}

void html_data(struct page *page, const char *text)
{
	if (!text || !text[0])
		return;
	html_raw(page, "<bdi>");
	html_text(page, text_of(text));
	html_raw(page, "</bdi>");
}

void html_words(struct page *page, const char *text)
{
	if (!text || !text[0])
		return;
	html_raw(page, "<bdi dir=\"ltr\">");
	html_text(page, text_of(text));
	html_raw(page, "</bdi>");
}

void html_paragraph(struct page *page, const char *name, const char *words)
{
	if (!words || !words[0])
		return;
	html_raw(page, "<p");
	if (name)
		html_attribute(page, "class", name);
	html_raw(page, ">");
	html_words(page, words);
	html_raw(page, "</p>\n");
}

void html_code(struct page *page, const char *command)
{
	html_raw(page, "<code dir=\"ltr\">");
	html_text(page, text_of(command));
	html_raw(page, "</code>");
}

void html_link(struct page *page, const char *url, const char *text)
{
	struct buf address = { 0 };
	bool is_link = url && escape_url(&address, text_of(url));

	if (is_link) {
		html_raw(page, "<a rel=\"noreferrer\"");
		html_attribute(page, "href", buf_str(&address));
		html_raw(page, ">");
	}
	html_data(page, text);
	if (is_link)
		html_raw(page, "</a>");
	buf_release(&address);
}

void html_date(struct page *page, int64_t time)
{
	struct buf date = { 0 };

	civil_format(&date, time);
	html_raw(page, "<time>");
	html_text(page, buf_text(&date));
	html_raw(page, "</time>");
	buf_release(&date);
}

void html_number(struct page *page, double number)
{
	struct buf text = { 0 };

	number_add_count(&text, number);
	html_text(page, buf_text(&text));
	buf_release(&text);
}
