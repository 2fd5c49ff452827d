//! Who names whom among files, and the circles in it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::resolve::{End, Named};

/// The files whose items each file names.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

pub fn graph(named: &[Named]) -> Graph {
    let mut graph = Graph::new();
    for Named { file, end, passed_on, .. } in named {
        if let End::Item(definer) = end
            && definer != file
            && !passed_on
        {
            graph.entry(file.clone()).or_default().insert(definer.clone());
        }
    }
    graph
}

/// Sets of files that all reach each other.
pub fn circles(graph: &Graph) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        graph.keys().map(|file| (file, reach(graph, file))).collect();
    let mut circles: Vec<BTreeSet<String>> = Vec::new();
    for (file, reaches) in &reached {
        if reaches.contains(file) && !circles.iter().any(|circle| circle.contains(*file)) {
            let back = |other: &&&String| reached.get(**other).is_some_and(|theirs| theirs.contains(*file));
            circles.push(reaches.iter().filter(back).map(|other| (*other).clone()).collect());
        }
    }
    circles
}

fn reach<'a>(graph: &'a Graph, from: &String) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&String> = graph[from].iter().collect();
    while let Some(file) = waiting.pop() {
        if reached.insert(file) {
            waiting.extend(graph.get(file).into_iter().flatten());
        }
    }
    reached
}

/// A shortest way around in a circle, the first file again at its end.
pub fn shortest(graph: &Graph, circle: &BTreeSet<String>) -> Vec<String> {
    circle.iter().filter_map(|start| way_back(graph, start)).min_by_key(Vec::len).unwrap_or_default()
}

fn way_back(graph: &Graph, start: &String) -> Option<Vec<String>> {
    let mut before: BTreeMap<&String, &String> = BTreeMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(file) = waiting.pop_front() {
        for next in graph.get(file).into_iter().flatten() {
            if next == start {
                let mut way = vec![start.clone(), file.clone()];
                while let Some(previous) = before.get(&way[way.len() - 1]) {
                    way.push((*previous).clone());
                }
                way.reverse();
                return Some(way);
            }
            if !before.contains_key(next) {
                before.insert(next, file);
                waiting.push_back(next);
            }
        }
    }
    None
}
