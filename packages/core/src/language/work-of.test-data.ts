/** Milliseconds of the processor that some work takes, on average of 20 times once it is warm; time that others have is not counted. */
export function workOf(work: () => void): number {
  for (let i = 0; i < 5; i++) work()
  const before = process.cpuUsage()
  for (let i = 0; i < 20; i++) work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / 20
}
