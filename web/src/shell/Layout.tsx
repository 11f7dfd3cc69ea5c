import {
  ActionIcon,
  AppShell,
  Burger,
  Group,
  Menu,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { send, setCsrfToken } from "../api/http";
import { activeJobs } from "../api/jobs";
import { queries } from "../api/queries";
import { LiveProvider, useLive } from "../live/live";
import { Icon, Logo, type IconName } from "../ui/Icon";

const PAGES: { to: string; title: string; icon: IconName }[] = [
  { to: "/", title: "Overview", icon: "overview" },
  { to: "/data", title: "Data", icon: "data" },
  { to: "/chart", title: "Chart", icon: "chart" },
  { to: "/features", title: "Features", icon: "features" },
  { to: "/strategies", title: "Strategies", icon: "strategies" },
  { to: "/signals", title: "Signals", icon: "signals" },
  { to: "/scanners", title: "Scanners", icon: "scanners" },
  { to: "/backtests", title: "Backtests", icon: "backtests" },
  { to: "/studies", title: "Studies", icon: "studies" },
  { to: "/timeframes", title: "Timeframes", icon: "timeframes" },
  { to: "/calendars", title: "Sessions", icon: "sessions" },
  { to: "/system", title: "System", icon: "system" },
];

/** The frame around every page of somebody who is logged in. */
export function Layout() {
  return (
    <LiveProvider>
      <Frame>
        <Outlet />
      </Frame>
    </LiveProvider>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const isNarrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);

  useEffect(() => {
    close();
    // After a change of page, reading and tabbing go on at the new content.
    if (shown.current !== pathname) {
      shown.current = pathname;
      main.current?.focus({ preventScroll: true });
    }
  }, [pathname, close]);

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 216, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding={{ base: "md", sm: "xl" }}
    >
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <AppShell.Header px="md" style={{ background: "var(--tw-surface)" }}>
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? "Close navigation" : "Open navigation"}
              aria-expanded={opened}
            />
            <Link to="/" className="brand">
              <Logo />
              Tradewind
            </Link>
          </Group>
          <Group gap={4} wrap="nowrap">
            <LinkStatus />
            <SchemeToggle />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      {/* While it is folded away nobody may tab into it. */}
      <AppShell.Navbar
        p="sm"
        inert={isNarrow && !opened}
        style={{ background: "var(--tw-surface)" }}
      >
        <nav aria-label="Main">
          {PAGES.map(({ to, title, icon }) => {
            const isActive = to === "/" ? pathname === "/" : pathname.startsWith(to);
            return (
              <Link
                key={to}
                to={to}
                className="nav-link"
                data-active={isActive}
                aria-current={isActive ? "page" : undefined}
              >
                <Icon name={icon} />
                {title}
              </Link>
            );
          })}
        </nav>
      </AppShell.Navbar>
      <AppShell.Main id="main" ref={main} tabIndex={-1} style={{ outline: "none" }}>
        <div style={{ maxWidth: 1280, margin: "0 auto" }}>{children}</div>
      </AppShell.Main>
    </AppShell>
  );
}

/** Says how many jobs run and, where it matters, how the page learns of them. */
function LinkStatus() {
  const { link, board } = useLive();
  const active = activeJobs(board).length;
  const running = active > 0 ? `${active} running` : "";
  const words = {
    live: running,
    polling: `${running ? `${running} · ` : ""}Updates every 3 s`,
    connecting: "Connecting…",
  }[link];
  const meaning = {
    live: "Progress arrives at once.",
    polling: "The live connection is down; the page asks every three seconds.",
    connecting: "The server does not answer; the page keeps trying.",
  }[link];
  return (
    <Tooltip label={meaning}>
      <Text size="sm" c="dimmed" mr="xs" role="status" visibleFrom="xs" data-link={link}>
        {words}
      </Text>
    </Tooltip>
  );
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const other = scheme === "dark" ? "light" : "dark";
  return (
    <Tooltip label={`Switch to ${other}`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`Switch to ${other} colours`}
        onClick={() => setColorScheme(other)}
      >
        <Icon name={scheme === "dark" ? "sun" : "moon"} />
      </ActionIcon>
    </Tooltip>
  );
}

function AccountMenu() {
  const { data: session } = useSuspenseQuery(queries.session());
  const client = useQueryClient();
  const navigate = useNavigate();
  const logout = useMutation({
    mutationFn: () => send<null>("DELETE", "/session"),
    onSettled: async () => {
      setCsrfToken(null);
      client.clear();
      await navigate({ to: "/login" });
    },
  });
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Account">
          <Icon name="account" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className="breakable">{session?.user ?? ""}</Menu.Label>
        <Menu.Item leftSection={<Icon name="key" size={16} />} component={Link} to="/api-keys">
          API keys
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => logout.mutate()}>Log out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
