// chevrotain's checks of a grammar group by `Object.groupBy`, which Node has since version 21.
type Groups<Key extends string, Item> = Partial<Record<Key, Item[]>>;

const groupBy = <Key extends string, Item>(items: Iterable<Item>, key: (item: Item) => Key): Groups<Key, Item> => {
  const groups: Groups<Key, Item> = {};
  for (const item of items) {
    const group = groups[key(item)];
    if (group) group.push(item);
    else groups[key(item)] = [item];
  }
  return groups;
};

if (!('groupBy' in Object)) Object.defineProperty(Object, 'groupBy', { value: groupBy, configurable: true });
