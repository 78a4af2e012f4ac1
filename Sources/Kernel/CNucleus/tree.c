//
// tree.c - the two red-black tree functions of libstdc++ that libswift_Concurrency.a calls.
//
// The rules: a red node has no red child; every way from the root to a leaf passes the same number
// of black nodes. A new node is red, so only the first rule can break, between it and its parent:
//
//   uncle red      repaint parent, uncle, grandparent; go on from the grandparent
//
//   uncle black         G              P
//                      / \            / \
//                     P   U   ->     N   G       (an inner N is first turned to the outside)
//                    / \                / \
//                   N   s              s   U
//
// The header is a node that is not in the order: its parent is the root, its left the first and its
// right the last node; the root's parent is the header.
//
#include "CNucleus.h"

typedef struct nucleus_tree_node node;

enum { RED = 0, BLACK = 1 };

/// Puts `new` where `old` hangs below its parent (or the header).
static void replace_child(node *old, node *new, node *header) {
  node *parent = old->parent;
  new->parent = parent;
  if (parent == header) {
    header->parent = new;
  } else if (parent->left == old) {
    parent->left = new;
  } else {
    parent->right = new;
  }
}

/// Lifts the right child of `x` to its place.
static void rotate_left(node *x, node *header) {
  node *y = x->right;
  x->right = y->left;
  if (y->left != NULL) y->left->parent = x;
  replace_child(x, y, header);
  y->left = x;
  x->parent = y;
}

/// Lifts the left child of `x` to its place.
static void rotate_right(node *x, node *header) {
  node *y = x->left;
  x->left = y->right;
  if (y->right != NULL) y->right->parent = x;
  replace_child(x, y, header);
  y->right = x;
  x->parent = y;
}

static void link_below(bool left, node *new, node *parent, node *header) {
  *new = (node){.color = RED, .parent = parent, .left = NULL, .right = NULL};
  if (parent == header) {
    header->parent = header->left = header->right = new;
  } else if (left) {
    parent->left = new;
    if (parent == header->left) header->left = new;
  } else {
    parent->right = new;
    if (parent == header->right) header->right = new;
  }
}

/// The uncle is black: one or two rotations end it.
static void rotate_around(node *x, node *grandparent, node *header) {
  node *parent = x->parent;
  const bool parent_is_left = parent == grandparent->left;
  const bool x_is_left = x == parent->left;
  if (parent_is_left != x_is_left) {
    (parent_is_left ? rotate_left : rotate_right)(parent, header);
    parent = x;
  }
  parent->color = BLACK;
  grandparent->color = RED;
  (parent_is_left ? rotate_right : rotate_left)(grandparent, header);
}

void NUCLEUS(_ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_)(
    bool left, node *new, node *parent, node *header) {
  link_below(left, new, parent, header);
  node *x = new;
  while (x != header->parent && x->parent->color == RED) {
    node *grandparent = x->parent->parent;
    node *uncle = x->parent == grandparent->left ? grandparent->right : grandparent->left;
    if (uncle == NULL || uncle->color == BLACK) {
      rotate_around(x, grandparent, header);
      break;
    }
    x->parent->color = uncle->color = BLACK;
    grandparent->color = RED;
    x = grandparent;
  }
  header->parent->color = BLACK;
}

node *NUCLEUS(_ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base)(node *x) {
  const bool is_header = x->color == RED && x->parent != NULL && x->parent->parent == x;
  if (is_header) return x->right;
  if (x->left != NULL) {
    x = x->left;
    while (x->right != NULL) x = x->right;
    return x;
  }
  node *parent = x->parent;
  while (x == parent->left) {
    x = parent;
    parent = parent->parent;
  }
  return parent;
}
