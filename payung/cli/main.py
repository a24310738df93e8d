"""The command `payung`."""

import typer

from payung.cli import acts, explain, law, link, night, pack, plan, rule, run, sample, simulate, token, up
from payung.cli import work as work_command

app = typer.Typer(
    name="payung",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help="Who is not actively covered by Indonesian social security, why, and the cheapest lawful way back.",
)
app.command("up")(up.up)
app.command("acts")(acts.acts)
app.command("run")(run.run)
app.command("night")(night.night)
app.command("work")(work_command.work)
app.command("explain")(explain.explain)
app.command("pack")(pack.pack)
app.command("sample")(sample.sample)
app.add_typer(law.app, name="law")
app.add_typer(link.app, name="link")
app.add_typer(plan.app, name="plan")
app.add_typer(rule.app, name="rule")
app.add_typer(simulate.app, name="simulate")
app.add_typer(token.app, name="token")

if __name__ == "__main__":
    app()
