/** One of its kind a region, made when first asked for. */
export function byRegion<Made>(make: (region: string) => Made): (region: string) => Made {
  const made = new Map<string, Made>();
  return (region) => {
    const one = made.get(region) ?? make(region);
    made.set(region, one);
    return one;
  };
}
