//! Scripts for a cluster: whatever names are typed reach Slurm and tillit as they are.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{done, refused, small};

const SWEEP: &str = "[sweep]\ndesign = \"grid\"\nmetrics = \"trust\"\n[sweep.factors]\nlevers.pay = { from = 0, to = 1, levels = 40 }\n";

/// What Slurm understands of the directives of a job: it splits at spaces outside quotes, takes `\` for
/// an escape and what follows `#` for a comment.
fn directives(job: &str) -> Vec<String> {
    let lines = job.lines().take_while(|line| line.starts_with('#'));
    lines.filter_map(|line| line.strip_prefix("#SBATCH ")).flat_map(words).collect()
}

fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        match (c, quote) {
            ('\\', _) => word.extend(characters.next()),
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            (' ', None) => words.push(std::mem::take(&mut word)),
            ('#', None) => break,
            (c, _) => word.push(c),
        }
    }
    words.push(word);
    words
}

/// Puts a program of a few lines of shell in a folder.
fn program(folder: &Path, name: &str, lines: &str) {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Submits a script to a cluster that only keeps the jobs; the two jobs.
fn submitted(at: &Path, script: &str) -> [String; 2] {
    let bin = at.join("bin");
    fs::create_dir_all(&bin).unwrap();
    program(&bin, "sbatch", "n=$(ls \"$JOBS\" | wc -l); cat > \"$JOBS/$n\"; echo \"$n\"");
    let jobs = at.join("jobs");
    let _ = fs::remove_dir_all(&jobs);
    fs::create_dir(&jobs).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(script).current_dir(at).env("PATH", path).env("JOBS", &jobs);
    let run = shell.output().unwrap();
    assert!(run.status.success(), "{}\n{script}", String::from_utf8_lossy(&run.stderr));
    ["0", "1"].map(|job| {
        let job = fs::read_to_string(jobs.join(job)).unwrap();
        let read = Command::new("sh").arg("-n").arg("-c").arg(&job).status().unwrap();
        assert!(read.success(), "{job}");
        job
    })
}

/// The arguments with which a job calls tillit.
fn called(at: &Path, job: &str) -> Vec<String> {
    program(at, "is told", "printf '%s\\0' \"$@\" > \"$TOLD\"");
    let told = at.join("told.txt");
    let status = Command::new("sh")
        .arg("-c")
        .arg(job)
        .current_dir(at)
        .env("TILLIT", at.join("is told"))
        .env("TOLD", &told)
        .env("SLURM_ARRAY_TASK_ID", "2")
        .status();
    assert!(status.unwrap().success(), "{job}");
    let text = fs::read_to_string(told).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}

#[test]
fn names_reach_slurm_and_tillit_as_they_were_typed() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    let large = small(SWEEP).replace("units = 4", "units = 4000");
    let cases = [
        ("plain", "results", "short"),
        ("my sweep", "my results", "two words"),
        ("it's $HOME", "a \"quoted\" `x` $(y) #z", "a#b"),
        ("100%A", "50% of %j", "p%q"),
        ("-dash", "-out", "-p"),
        ("*", "~/?", "ä"),
    ];
    for (stem, out, partition) in cases {
        let file = format!("{stem}.toml");
        fs::write(at.join(&file), &large).unwrap();
        let set = "title=it's \"new\" $HOME `x` %";
        let shown = done(
            at,
            &[
                "slurm",
                "--tasks",
                "3",
                &format!("--out={out}"),
                &format!("--set={set}"),
                &format!("--partition={partition}"),
                "--",
                &file,
            ],
        );
        let [array, merge] = submitted(at, &shown);
        for (job, log) in [(&array, "slurm-%A_%a.log"), (&merge, "slurm-%j-merge.log")] {
            let told = directives(job);
            let dots = if out.starts_with('-') { "./" } else { "" };
            let log = format!("--output={dots}{}/{log}", out.replace('%', "%%"));
            assert!(told.contains(&log), "{told:?}");
            assert!(told.contains(&format!("--partition={partition}")), "{told:?}");
        }
        let told = called(at, &array);
        let dashed =
            |text: &str| if text.starts_with('-') { format!("./{text}") } else { text.to_owned() };
        assert_eq!(told[..3], ["sweep".to_owned(), dashed(&file), format!("--set={set}")]);
        assert_eq!(told[3..7], ["--shard", "2/3", "--threads", "1"]);
        let shard = told.last().unwrap();
        let start = format!("{}/{stem}-", dashed(out));
        assert!(shard.starts_with(&start) && shard.ends_with("-shard-2-of-3"), "{shard}");
        let merged = called(at, &merge);
        assert_eq!((merged[0].as_str(), &merged[2], merged.len()), ("merge", shard, 6));
        assert_eq!(merged[5], shard.strip_suffix("-shard-2-of-3").unwrap());
        assert!(at.join(out).is_dir(), "{out} was made for the logs");
    }
}

#[test]
fn names_that_slurm_cannot_take_are_refused() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    let large = small(SWEEP).replace("units = 4", "units = 4000");
    fs::write(at.join("s.toml"), &large).unwrap();
    for (option, value) in
        [("--out", "a\nb"), ("--out", "a\\b"), ("--partition", "a\nb"), ("--partition", "")]
    {
        let said = refused(at, &["slurm", "s.toml", "--tasks", "2", option, value], 2);
        assert!(said.contains(option), "{said}");
    }
    fs::write(at.join("a\nb.toml"), &large).unwrap();
    assert!(refused(at, &["slurm", "a\nb.toml", "--tasks", "2"], 2).contains("line break"));
}
