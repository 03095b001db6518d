//! The games of the laboratory from the command line, and what their people do.

use crate::sweeps::{done, refused};

#[test]
fn every_game_is_listed_and_played() {
    let place = tempfile::tempdir().unwrap();
    let list = done(place.path(), &["lab"]);
    for game in tillit::lab::games::GAMES {
        assert!(list.contains(game.name));
        let said = done(place.path(), &["lab", game.name, "--out", "o"]);
        for part in [game.title, "Protocol", "Try next", "wrote o/"] {
            assert!(said.contains(part), "{}: no {part}", game.name);
        }
        let svg = std::fs::read_to_string(place.path().join(format!("o/{}.svg", game.name)));
        assert!(svg.unwrap().contains("<svg"));
    }
}

#[test]
fn mistakes_name_the_nearest_rule() {
    let place = tempfile::tempdir().unwrap();
    let said = refused(place.path(), &["lab", "public-god"], 2);
    assert!(said.contains("did you mean `public-goods`?"), "{said}");
    let said = refused(place.path(), &["lab", "public-goods", "--set", "group_sise=3"], 2);
    assert!(said.contains("did you mean `group_size`?"), "{said}");
    let said = refused(place.path(), &["lab", "public-goods", "--set", "group_size=1.5"], 2);
    assert!(said.contains("allowed: whole numbers from 2 to 100"), "{said}");
    let said = refused(place.path(), &["validate", "fixatoin"], 2);
    assert!(said.contains("did you mean `fixation`?"), "{said}");
}

/// Strangers are matched anew: over many periods everyone meets everyone about as often.
#[test]
fn strangers_are_rematched_and_partners_stay() {
    use tillit::lab::benchmark_models::generator;
    use tillit::lab::contributions::ContributionGame;
    use tillit::lab::people::Population;
    let core = Population::new(&tillit::lab::common_people());
    let draws = tillit::ground::random::Draws::new(5);
    let spread = |partners: bool| {
        let game = ContributionGame { periods: 12, ..ContributionGame::usual(40, partners) };
        let ends: Vec<f64> = (0..60)
            .flat_map(|play| game.play(&core, &mut generator(&draws, play)).groups_at_end)
            .collect();
        tillit::ground::statistics::Summary::of(&ends, 0.95).sd
    };
    // Partners drift apart, strangers cannot: the means of groups of four strangers differ only by
    // who happens to sit together.
    assert!(spread(true) > 1.5 * spread(false), "{} {}", spread(true), spread(false));
}

/// Common people, drawn many times, have the shares and means of their file.
#[test]
fn people_are_those_of_their_file() {
    use tillit::lab::benchmark_models::generator;
    use tillit::lab::people::Population;
    use tillit::model::traits::{SHARES, StaffType, Trait};
    let spec = tillit::lab::common_people();
    let core = Population::new(&spec);
    let mut random = generator(&tillit::ground::random::Draws::new(9), 0);
    let people: Vec<_> = (0..40_000).map(|_| core.person(&mut random)).collect();
    for (kind, share) in StaffType::ALL.into_iter().zip(&SHARES) {
        let own: Vec<_> = people.iter().filter(|person| person.kind == kind).collect();
        let found = own.len() as f64 / people.len() as f64;
        // The standard error is at most 0.0025; four of them.
        assert!((found - spec.value(share)).abs() < 0.01, "{kind:?} {found}");
        let mean = own.iter().map(|p| f64::from(p.value(Trait::Reciprocity))).sum::<f64>();
        let (centre, sd) = Trait::Reciprocity.parameters(kind);
        let (centre, sd) = (spec.value(centre), spec.value(sd));
        let (low, high) = Trait::Reciprocity.limits();
        // The mean of a normal that is cut off at both ends, by summing.
        let points = (0..4_000).map(|k| low + (high - low) * (f64::from(k) + 0.5) / 4_000.0);
        let (mut sum, mut weights) = (0.0, 0.0);
        for x in points {
            let weight = (-0.5 * ((x - centre) / sd).powi(2)).exp();
            (sum, weights) = (sum + weight * x, weights + weight);
        }
        let mean = mean / own.len() as f64;
        assert!((mean - sum / weights).abs() < 0.02, "{kind:?} {mean}");
    }
    let belief = people.iter().map(|p| f64::from(p.belief)).sum::<f64>() / people.len() as f64;
    assert!((belief - 0.49).abs() < 0.02, "{belief}");
}

/// Every lesson of the repository is played; asked only, it gives the question and no answer.
#[test]
fn lessons_are_played() {
    let place = tempfile::tempdir().unwrap();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/lab/lessons");
    let mut lessons = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let path = path.to_str().unwrap();
        let asked = done(place.path(), &["lab", path, "--ask"]);
        assert!(asked.contains("Question: ") && !asked.contains("Explanation: "), "{path}");
        let played = done(place.path(), &["lab", path, "--out", "o"]);
        assert!(played.contains("Explanation: ") && played.contains("wrote o/"), "{path}");
        lessons += 1;
    }
    assert_eq!(lessons, 10);
    std::fs::write(place.path().join("x.toml"), "format = 1\ngame = \"trust\"\nquesiton = \"\"\n")
        .unwrap();
    let said = refused(place.path(), &["lab", "x.toml"], 2);
    assert!(
        said.contains("x.toml") && said.contains("line 3") && said.contains("quesiton"),
        "{said}"
    );
}
