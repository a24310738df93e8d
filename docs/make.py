"""Which documents are generated? The glossary, one page for each legal parameter and rule. `make docs` writes them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from payung.law.public import load_law, pages
from payung.reckon.public import Rule, rules
from payung.terms.public import codes, tables
from payung.web.anyone.question import groups

DOCS = Path(__file__).resolve().parent
LISTS = (
    ("statuses", "Statuses"),
    ("reasons", "Reasons"),
    ("programmes", "Programmes"),
    ("segments", "Segments"),
    ("movers", "Who decides and who moves"),
    ("clocks", "Clocks"),
    ("routes", "Routes to active"),
    ("documents", "Documents"),
    ("warnings", "Warnings"),
    ("suppliers", "Suppliers"),
    ("relations", "Relations within a family"),
    ("methods", "How a record was linked"),
    ("comparisons", "What is compared between registers"),
    ("roles", "Roles in a membership"),
    ("purposes", "Purposes of reading personal data"),
    ("refusals", "Why somebody was not enrolled"),
    ("verdicts", "Answers to whether somebody is covered"),
)
ARTICLES_MAX = 8
QUESTIONS_HEAD = (
    "What people ask, and what answers it. Inputs in bold must be given; the others have a default or may be left out.",
    "Articles are those in force when the law was last looked at; a parameter's page has the earlier ones.",
    "`payung rule ask ID name=value ...` answers in words, `payung rule eval ID --on DATE` for programs, `/hitung` on",
    "the pages. Written by `make docs` from `payung/web/anyone/questions.yaml` and the rules.",
)
QUESTIONS_TABLE = ("| question | rule | inputs | articles | parameters |", "|---|---|---|---|---|")
ABBREVIATIONS = {
    "BP": "bukan pekerja, member of JKN who does not work",
    "BPJS": "badan penyelenggara jaminan sosial, one of the two social security agencies",
    "BPU": "bukan penerima upah, self-employed member of BPJS Ketenagakerjaan",
    "DTSEN": "data tunggal sosial dan ekonomi nasional, the register of welfare deciles",
    "Dukcapil": "the civil register",
    "JHT": "jaminan hari tua, old-age savings",
    "JKK": "jaminan kecelakaan kerja, work accident cover",
    "JKM": "jaminan kematian, death cover",
    "JKN": "jaminan kesehatan nasional, national health insurance",
    "JKP": "jaminan kehilangan pekerjaan, job loss cover",
    "JP": "jaminan pensiun, pension",
    "KK": "kartu keluarga, family card and its number",
    "KPJ": "nomor kartu peserta jamsostek, membership number in BPJS Ketenagakerjaan",
    "NIK": "nomor induk kependudukan, the 16 digits of a resident",
    "PBI": "penerima bantuan iuran, member whose contribution the state pays",
    "PBPU": "pekerja bukan penerima upah, self-paying member of JKN",
    "PPU": "pekerja penerima upah, wage worker in JKN",
    "PU": "penerima upah, wage worker in BPJS Ketenagakerjaan",
    "REHAB": "rencana pembayaran bertahap, arrears paid by instalments",
    "UHC": "universal health coverage, a status of a region",
}


def glossary() -> str:
    """The glossary in Markdown: abbreviations, every code with its Indonesian and English words, every table."""
    lines = [
        "# Glossary",
        "",
        "Written by `make docs` from `payung/terms`; change it there.",
        "",
        "## Abbreviations",
        "",
    ]
    lines += ["| short | long |", "|---|---|", *(f"| {short} | {long} |" for short, long in ABBREVIATIONS.items())]
    for name, title in LISTS:
        lines += ["", f"## {title}", "", "| code | Indonesian | English |", "|---|---|---|"]
        lines += [f"| {code.code} | {code.label_id} | {code.label_en} |" for code in codes(name).values()]
    lines += ["", "## Tables", "", "| table | meaning |", "|---|---|"]
    lines += [f"| {table.file} | {table.meaning} |" for table in tables().values()]
    return "\n".join(lines) + "\n"


def rule_page(rule: Rule) -> str:
    """One rule in Markdown: what it asks, what it answers, what it says, on which parameters it rests."""
    lines = [f"# {rule.id}", "", f"{rule.label_en}.", "", f"*{rule.label_id}*", "", "## Inputs", ""]
    lines += ["| input | type | unit | accepted | meaning |", "|---|---|---|---|---|"]
    for one in rule.arguments:
        lines.append(f"| {one.name} | {one.type} | {one.unit} | {one.accepted()} | {one.label_en} |")
    lines += ["", "## Outputs", "", "| output | type | unit | meaning |", "|---|---|---|---|"]
    lines += [f"| {one.name} | {one.type} | {one.unit} | {one.label_en} |" for one in rule.columns]
    lines += ["", "## What it says", ""]
    spoken = {
        name.removeprefix("en").removeprefix("."): text for name, text in rule.sayings.items() if name[:2] == "en"
    }
    lines += [f"* {f'{reason}: ' if reason else ''}{text}" for reason, text in spoken.items()]
    lines += ["", "## Law", ""]
    lines += [f"* [{one}](../{one.replace('.', '/', 1)}.md)" for one in rule.sources]
    return "\n".join(lines) + "\n"


def rule_index() -> str:
    """Every rule, with its page."""
    lines = ["# Rules", "", "`payung rule eval ID --on DATE` asks any of them.", "", "| rule | English | Indonesian |"]
    lines.append("|---|---|---|")
    lines += [f"| [{one.id}]({one.id}.md) | {one.label_en} | {one.label_id} |" for one in rules().values()]
    return "\n".join(lines) + "\n"


def questions() -> str:
    """Which rule answers what: every question of the calculator with rules, inputs, articles and parameters."""
    lines = ["# Which rule answers what", "", *QUESTIONS_HEAD]
    for group in groups():
        lines += ["", f"## {group.label['en']}", "", *QUESTIONS_TABLE]
        for asked in group.questions:
            for number, one in enumerate(asked.rules):
                words = f"{asked.label['en']}<br>*{asked.label['id']}*" if number == 0 else "also"
                lines.append(f"| {words} {_rule_cells(one)}")
    asked_rules = {rule_id for group in groups() for asked in group.questions for rule_id in asked.rule_ids}
    rest = [one for rule_id, one in rules().items() if rule_id not in asked_rules]
    lines += ["", "## Not law yet: asked by a scenario only", "", *QUESTIONS_TABLE]
    lines += [f"| {one.label_en}<br>*{one.label_id}* {_rule_cells(one)}" for one in rest]
    return "\n".join(lines) + "\n"


def _rule_cells(one: Rule) -> str:
    """The rule, its inputs, its parameters and the articles in force when the law was last looked at."""
    law = load_law()
    last = max(parameter.checked_on for parameter in law.parameters.values())
    inputs = ", ".join(f"**{each.name}**" if each.is_needed else each.name for each in one.arguments)
    parameters = "<br>".join(f"[{source}]({source.replace('.', '/', 1)}.md)" for source in one.sources)
    articles: dict[str, None] = {}
    for source in one.sources:
        values = law.parameters[source].values
        held = [value for value in values if value.holds(last)] or values[-1:]
        articles |= dict.fromkeys(value.article for value in held)
    # A calendar cites a decree for each of its days: the first few say where to look.
    shown = [*list(articles)[:ARTICLES_MAX], *(["..."] if len(articles) > ARTICLES_MAX else [])]
    cells = (f"[{one.id}](rules/{one.id}.md)", inputs, "<br>".join(shown), parameters)
    return "".join(f"| {cell.replace('|', '/')} " for cell in cells) + "|"


def documents() -> Iterator[tuple[str, str]]:
    """Every generated document: its path below docs/ and its text."""
    yield "glossary.md", glossary()
    for file, text in pages(load_law()):
        yield f"law/{file}", text
    yield "law/rules/index.md", rule_index()
    yield "law/questions.md", questions()
    for rule in rules().values():
        yield f"law/rules/{rule.id}.md", rule_page(rule)


def main() -> None:
    """Write every generated document; pages of parameters that are gone go too."""
    shutil.rmtree(DOCS / "law", ignore_errors=True)
    for file, text in documents():
        path = DOCS / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
