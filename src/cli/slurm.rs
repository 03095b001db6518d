//! `tillit slurm`: a script that runs a sweep as an array job, with the merge as a job that waits for
//! it.

use std::borrow::Cow;
use std::path::Path;

use super::arguments::SlurmOptions;
use super::failure::Failure;
use super::open::open_sweep;
use super::output::print;
use super::threads;
use crate::study::sweep::Shard;
use crate::workflow::sweep::{Estimate, OpenedSweep, estimate, folder_name};

/// How much longer than estimated a task may take.
const MARGIN: f64 = 3.0;
/// Shortest time that is asked for, in seconds: starting a job and reading files takes some.
const SHORTEST: f64 = 600.0;
/// Bytes that a task gets beside what it takes, for what the cluster counts with it.
const BASE: f64 = 256e6;

/// The program, or what starts it, such as a container: TILLIT may hold a path with spaces or a command
/// of several words.
const CALL: &str = r#"call() {
    if command -v "${TILLIT:-tillit}" >/dev/null; then
        "${TILLIT:-tillit}" "$@"
    else
        ${TILLIT:-tillit} "$@"
    fi
}"#;

/// Prints a script that submits the sweep when it is run.
pub fn main(options: &SlurmOptions) -> Result<(), Failure> {
    let typed = Typed::new(options)?;
    let opened = open_sweep(&options.file)?;
    let chunks = opened.plan.n_chunks();
    if u64::from(options.tasks) > chunks {
        return Err(Failure::Mistake(format!(
            "--tasks {}: the sweep has only {chunks} chunks to distribute",
            options.tasks
        )));
    }
    opened.check_figures()?;
    let found = threads::on(Some(options.cpus as usize), || Ok(estimate(&opened)))?;
    print(&script(options, &typed, &opened, &found))
}

/// What was typed and stands in the script as it is.
struct Typed<'a> {
    file: Cow<'a, str>,
    out: Cow<'a, str>,
    partition: Option<&'a str>,
}

impl<'a> Typed<'a> {
    fn new(options: &'a SlurmOptions) -> Result<Self, Failure> {
        let file = path("the sweep's path", &options.file.file)?;
        let out = path("--out", &options.out)?;
        if out.contains('\\') {
            let help =
                "the names of log files are patterns, in which `\\` has a meaning of its own";
            return Err(Failure::Mistake(format!("--out {out}: Slurm cannot take `\\` ({help})")));
        }
        let partition = options.partition.as_deref();
        if let Some(name) = partition {
            if name.is_empty() {
                return Err(Failure::Mistake("--partition: the name is empty".into()));
            }
            one_line("--partition", name)?;
        }
        Ok(Self { file, out, partition })
    }
}

/// A path as text that no command takes for an option.
fn path<'a>(what: &str, path: &'a Path) -> Result<Cow<'a, str>, Failure> {
    let text = path.to_str().filter(|text| !text.is_empty()).ok_or_else(|| {
        let shown = path.display();
        Failure::Mistake(format!(
            "{what} {shown}: a script needs a name in UTF-8 that is not empty"
        ))
    })?;
    one_line(what, text)?;
    Ok(if text.starts_with('-') { format!("./{text}").into() } else { text.into() })
}

/// Directives for Slurm stand on one line and cannot hold line breaks.
fn one_line(what: &str, text: &str) -> Result<(), Failure> {
    match text.chars().any(char::is_control) {
        false => Ok(()),
        true => Err(Failure::Mistake(format!(
            "{what} {text:?}: Slurm cannot take a name with a line break or another control character"
        ))),
    }
}

fn script(options: &SlurmOptions, typed: &Typed, opened: &OpenedSweep, found: &Estimate) -> String {
    let (tasks, cpus) = (options.tasks, options.cpus);
    let work = found.core_seconds / f64::from(tasks) / f64::from(cpus);
    let time = clock(SHORTEST.max(MARGIN * work));
    let memory = (BASE + found.memory as f64) / 1e6;
    let out = &typed.out;
    let name = folder_name(&opened.record(None));
    let whole = quoted(&format!("{out}/{name}"));
    let directive = |name: &str| format!("#SBATCH --partition={}\n", for_slurm(name));
    let partition = typed.partition.map_or(String::new(), directive);
    let (file, shards) = (sweep_words(typed, opened), shard_folder(out, tasks, opened));
    // `%%` stands for one `%`.
    let log = |name: &str| for_slurm(&format!("{}/{name}", out.replace('%', "%%")));
    let (log_task, log_merge) = (log("slurm-%A_%a.log"), log("slurm-%j-merge.log"));
    let end = delimiter(&[&file, &shards, &whole]);
    format!(
        r#"#!/bin/sh
# Runs the sweep {name} as an array of {tasks} tasks, then merges the shards.
# Submit it with: sh THIS-FILE
# Estimated: {runs:.0} runs, {hours:.2} core hours. A task that is killed or requeued resumes where it was.
set -eu
mkdir -p {out}
array=$(sbatch --parsable <<'{end}'
#!/bin/sh
#SBATCH --job-name=tillit
#SBATCH --array=1-{tasks}
#SBATCH --cpus-per-task={cpus}
#SBATCH --time={time}
#SBATCH --mem={memory:.0}M
#SBATCH --requeue
#SBATCH --output={log_task}
{partition}{CALL}
task="$SLURM_ARRAY_TASK_ID"
code=0
call sweep {file} --shard "$task/{tasks}" --threads {cpus} \
    --out {shards} || code=$?
# What was killed is put in the queue again; a mistake is not.
if [ "$code" -gt 128 ] && [ "${{SLURM_RESTART_COUNT:-0}}" -lt 3 ]; then
    exec scontrol requeue "${{SLURM_ARRAY_JOB_ID}}_$task"
fi
exit "$code"
{end}
)
merge=$(sbatch --parsable --dependency="afterok:${{array%%;*}}" --kill-on-invalid-dep=yes <<'{end}'
#!/bin/sh
#SBATCH --job-name=tillit-merge
#SBATCH --time=00:30:00
#SBATCH --mem=1024M
#SBATCH --output={log_merge}
{partition}{CALL}
set --
for task in $(seq 1 {tasks}); do
    set -- "$@" {shards}
done
call merge "$@" --out {whole}
{end}
)
echo "array job $array, merge job $merge; results go to" {whole}
"#,
        runs = found.runs,
        hours = found.core_seconds / 3600.0,
        out = quoted(out),
    )
}

/// The sweep's file and its overrides as words of a shell.
fn sweep_words(typed: &Typed, opened: &OpenedSweep) -> String {
    let mut words = vec![quoted(&typed.file)];
    words.extend(opened.overrides.iter().map(|typed| quoted(&format!("--set={typed}"))));
    words.join(" ")
}

/// The folder of the shard of `$task`, as a word of a shell.
fn shard_folder(out: &str, tasks: u32, opened: &OpenedSweep) -> String {
    let sample = folder_name(&opened.record(Some(Shard { index: 1, of: tasks })));
    let sample = format!("{out}/{sample}");
    let (before, after) = sample.rsplit_once("-1-of-").unwrap_or((&sample, ""));
    format!("{}\"$task\"{}", quoted(&format!("{before}-")), quoted(&format!("-of-{after}")))
}

/// A word that ends a text inside the script, and stands on no line of these.
fn delimiter(texts: &[&str]) -> String {
    let mut end = "END_OF_JOB".to_owned();
    while texts.iter().any(|text| text.lines().any(|line| line == end)) {
        end.push('_');
    }
    end
}

/// Whether a character means nothing but itself, to a shell and to Slurm.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "/._-=,+:@%".contains(c)
}

/// Text as one word of a shell.
fn quoted(text: &str) -> String {
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// Text as the value of a directive for Slurm, which splits at spaces and takes what follows `#` for a
/// comment outside double quotes.
fn for_slurm(text: &str) -> String {
    if text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
    }
}

/// A time as Slurm writes it: days-hours:minutes:seconds.
fn clock(seconds: f64) -> String {
    let minutes = (seconds / 60.0).ceil() as u64;
    let (days, hours) = (minutes / 1440, minutes / 60 % 24);
    format!("{days}-{hours:02}:{:02}:00", minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_words_are_written_as_slurm_and_shells_read_them() {
        assert_eq!(clock(600.0), "0-00:10:00");
        assert_eq!(clock(90_061.0), "1-01:02:00");
        assert_eq!(quoted("levers.pay=0.2"), "levers.pay=0.2");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(for_slurm("my \"results\"/a"), r#""my \"results\"/a""#);
        assert_eq!(delimiter(&["a\nEND_OF_JOB\nb"]), "END_OF_JOB_");
    }
}
