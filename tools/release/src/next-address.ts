/** The address of the channel that a break of this one would go to: `create-order-v2-entity`, `shop.order.placed.v2`. */
export const nextAddress = (address: string): string => {
  const [written, separator = '-', version] = /([-.])v(\d+)(?=-entity$|-flow$|$)/.exec(address) ?? [];
  if (written !== undefined) return address.replace(/([-.])v\d+(?=-entity$|-flow$|$)/, `${separator}v${Number(version) + 1}`);
  const end = /-(?:entity|flow)$/.exec(address);
  return end === null ? `${address}${address.includes('.') ? '.' : '-'}v2` : `${address.slice(0, end.index)}-v2${end[0]}`;
};
