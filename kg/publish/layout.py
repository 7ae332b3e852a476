"""Where each node of the page stands: communities laid out alone, kept legible, and packed side by side."""

import math

import networkx as nx
import numpy as np

SEED = 7
LARGEST = 400  # nodes laid out together: networkx takes 16 s for 2,000 at once, well under 1 s for 400
RESOLUTION = 0.7  # of Louvain: below 1, so that an article stays in one piece
TURNS = 120  # iterations of the springs at most; few nodes come to rest sooner
GAP = 10.0  # pixels kept free between two nodes with their labels
NEAR = 60.0  # pixels within which two nodes may come to touch in a few moves
MARGIN = 20.0  # pixels between a community's nodes and its frame
GUTTER = 24.0  # pixels between two frames
DENSITY = 1.0  # area of a community before nodes are moved apart, to the area of its nodes
ROWS = 60  # shelves tried at most
ASPECT = 1.45  # width to height of a screen

Positions = dict[int, tuple[int, int]]
Frame = tuple[int, int, int, int]


def arrange(
    graph: nx.Graph, sizes: dict[int, tuple[float, float]], groups: list[list[int]]
) -> tuple[Positions, list[Frame]]:
    """Positions (centres, in pixels) of the nodes of all groups, and a frame (left, top, width, height) a group.

    `graph` has integer nodes and edges with a `weight`; `sizes` gives each node's width and height with
    its label, in pixels. Nodes of groups of less than three share a last frame. The same graph gives the
    same positions.
    """
    blocks = [_block(graph, members, sizes) for members in groups if len(members) > 2]
    strays = sorted(node for members in groups if len(members) <= 2 for node in members)
    if strays:
        blocks.append(_grid(strays, sizes))
    positions: Positions = {}
    frames = [
        (round(x), round(y), round(width), round(height))
        for x, y, width, height in shelve([tuple(extent) for _, _, extent in blocks], GUTTER)
    ]
    for (members, centres, extent), (x, y, width, height) in zip(blocks, frames, strict=True):
        grown = np.array((width, height)) / extent
        for node, centre in zip(members, centres * grown + (x, y), strict=True):
            positions[node] = round(float(centre[0])), round(float(centre[1]))
    return positions, frames


def communities(graph: nx.Graph) -> list[list[int]]:
    """Louvain communities (Blondel et al. 2008, as in networkx) of at most 400 nodes, each sorted, largest first."""
    found: list[list[int]] = []
    waiting = [(graph, RESOLUTION)]
    while waiting:
        part, resolution = waiting.pop()
        for members in nx.community.louvain_communities(part, seed=SEED, resolution=resolution):
            ordered = sorted(members)
            if len(ordered) <= LARGEST:
                found.append(ordered)
            elif resolution < 16:
                waiting.append((part.subgraph(ordered), resolution * 3))
            else:
                found += [ordered[i : i + LARGEST] for i in range(0, len(ordered), LARGEST)]
    return sorted(found, key=lambda members: (-len(members), members))


def foremost(graph: nx.Graph, groups: list[list[int]], most: int) -> list[list[int]]:
    """The groups with at most so many nodes in all: of each, in proportion, those with the most neighbours."""
    ranked = [sorted(members, key=lambda node: (-graph.degree(node), node)) for members in groups]
    shares = [(rank / len(m), -graph.degree(node), node) for m in ranked for rank, node in enumerate(m)]
    kept = {node for *_, node in sorted(shares)[:most]}
    left = [[node for node in members if node in kept] for members in groups]
    return sorted((members for members in left if members), key=lambda members: (-len(members), members))


Block = tuple[list[int], np.ndarray, np.ndarray]  # members, centres (n x 2) from the corner, width and height


def _block(graph: nx.Graph, members: list[int], sizes: dict[int, tuple[float, float]]) -> Block:
    """A community: drawn by springs, evened out, and moved apart until every label can be read."""
    part = nx.Graph()  # a subgraph view would iterate in the order of a set
    part.add_nodes_from(members)
    part.add_weighted_edges_from(graph.subgraph(members).edges(data="weight"))
    turns = min(TURNS, 20 + 2 * len(members))
    drawn = nx.spring_layout(part, k=2.2 / math.sqrt(len(members)), iterations=turns, seed=SEED)
    boxes = np.array([sizes[node] for node in members])
    centres = _evened(np.array([drawn[node] for node in members]))
    height = math.sqrt(DENSITY * float((boxes + GAP).prod(1).sum()) / ASPECT)
    return _cropped(members, separate(centres * (height * ASPECT, height), boxes), boxes)


def _evened(centres: np.ndarray) -> np.ndarray:
    """Coordinates in 0..1, halfway between where they are and their ranks: outliers come nearer."""
    scaled = (centres - centres.min(0)) / np.maximum(np.ptp(centres, axis=0), 1e-9)
    ranks = centres.argsort(0, kind="stable").argsort(0, kind="stable") / max(len(centres) - 1, 1)
    return (scaled + ranks) / 2


def _grid(members: list[int], sizes: dict[int, tuple[float, float]]) -> Block:
    boxes = np.array([sizes[node] for node in members])
    cells = np.array(shelve([(float(w), float(h)) for w, h in boxes], GAP))
    return _cropped(members, cells[:, :2] + cells[:, 2:] / 2, boxes)


def _cropped(members: list[int], centres: np.ndarray, boxes: np.ndarray) -> Block:
    low, high = (centres - boxes / 2).min(0), (centres + boxes / 2).max(0)
    return members, centres - low + MARGIN, high - low + 2 * MARGIN


def separate(centres: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """The centres (n x 2) moved, little by little, until the boxes (n x 2: width, height) lie apart.

    Each pair that overlaps moves along the axis where less is needed. Between two looks at all pairs only
    those that are near each other are moved. After 160 moves the rest is left as it is.
    """
    centres = centres.copy()
    first, second = np.triu_indices(len(centres), 1)
    reach = (boxes[first] + boxes[second]) / 2 + GAP
    for _ in range(20):
        near = (reach - np.abs(centres[first] - centres[second]) > -NEAR).all(1)
        if not _move(centres, first[near], second[near], reach[near]):
            break
    return centres


def _move(centres: np.ndarray, first: np.ndarray, second: np.ndarray, reach: np.ndarray) -> bool:
    """Moves the centres eight times; whether any of the pairs overlapped at the start."""
    for turn in range(8):
        apart = centres[first] - centres[second]
        overlap = reach - np.abs(apart)
        touching = np.flatnonzero((overlap > 0).all(1))
        if not len(touching):
            return turn > 0
        axis = (overlap[touching] / (ASPECT, 1)).argmin(1)
        push = np.zeros((len(touching), 2))
        along = np.arange(len(touching)), axis
        push[along] = np.where(apart[touching, axis] < 0, -1, 1) * (overlap[touching, axis] / 2 + 0.5)
        ends = np.concatenate((first[touching], second[touching]))
        shares = np.sqrt(np.bincount(ends, minlength=len(centres)))[ends, None]
        np.add.at(centres, ends, np.concatenate((push, -push)) / shares)
    return True


def shelve(extents: list[tuple[float, float]], gap: float) -> list[tuple[float, float, float, float]]:
    """Rectangles (left, top, width, height) for extents (width, height), the highest first, on shelves.

    Of all shelf widths, the one whose whole looks largest on a screen; the rectangles of a shelf grow to
    its height and to the width of the widest shelf.
    """
    order = sorted(range(len(extents)), key=lambda i: (-extents[i][1], i))
    total = sum(width + gap for width, _ in extents)
    attempts = [_shelves(extents, order, total / rows, gap) for rows in range(1, min(len(extents), ROWS) + 1)]
    return min(attempts, key=_spread, default=[])


def _spread(cells: list[tuple[float, float, float, float]]) -> float:
    """Height of the smallest screen that holds the rectangles."""
    width, height = (max(cell[i] + cell[i + 2] for cell in cells) for i in (0, 1))
    return max(width / ASPECT, height)


def _shelves(
    extents: list[tuple[float, float]], order: list[int], limit: float, gap: float
) -> list[tuple[float, float, float, float]]:
    shelves: list[list[int]] = []
    used = math.inf
    for number in order:
        if used + extents[number][0] / 2 > limit:
            shelves.append([])
            used = 0.0
        shelves[-1].append(number)
        used += extents[number][0] + gap
    natural = [sum(extents[i][0] for i in shelf) + gap * (len(shelf) - 1) for shelf in shelves]
    cells = [(0.0, 0.0, 0.0, 0.0)] * len(extents)
    top = 0.0
    for shelf, width in zip(shelves, natural, strict=True):
        grown = (max(natural) - width) / len(shelf)
        left, height = 0.0, max(extents[i][1] for i in shelf)
        for number in shelf:
            cells[number] = left, top, extents[number][0] + grown, height
            left += extents[number][0] + grown + gap
        top += height + gap
    return cells
